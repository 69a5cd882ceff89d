package dev.sluice.validator;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The keys that a parent's valid topic holds, on the disk of every instance. */
final class ReferenceStore implements Node.Work<byte[], byte[]> {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> keys;
    private final AtomicLong removals;

    /** @param removals goes up after each removal, for those who remember what they have seen */
    ReferenceStore(ProcessorContext<Void, Void> context, Channel parent, AtomicLong removals) {
        this.keys = context.getStateStore(name(parent.table()));
        this.removals = removals;
    }

    static String name(String table) {
        return "references-" + table;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(Channel parent) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name(parent.table())), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    @Override
    public void process(Record<byte[], byte[]> parent) {
        if (parent.key() == null) {
            return;
        }
        if (parent.value() == null) {
            keys.delete(Bytes.wrap(parent.key()));
            removals.incrementAndGet();
        } else {
            keys.put(Bytes.wrap(parent.key()), PRESENT);
        }
    }
}
