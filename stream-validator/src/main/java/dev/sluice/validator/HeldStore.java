package dev.sluice.validator;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Which parents wait themselves, wherever their tasks run. A row must not be given up for a parent that is only waiting
 * for its own parent; the tasks tell each other over a topic, in the transactions in which the waiting begins and ends.
 */
final class HeldStore implements Node.Work<byte[], byte[]> {
    static final String NAME = "held";
    static final byte[] HELD = {1};
    private static final char SEPARATOR = '\0';

    private final KeyValueStore<Bytes, byte[]> store;

    HeldStore(ProcessorContext<Void, Void> context, HeldParents view) {
        this.store = context.getStateStore(NAME);
        view.show(store);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    static byte[] key(String table, String key) {
        return (table + SEPARATOR + key).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void process(Record<byte[], byte[]> mark) {
        if (mark.key() != null) {
            store.put(Bytes.wrap(mark.key()), mark.value());
        }
    }
}
