package dev.sluice.validator;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the horizon sees of the store, from its own thread. */
final class HeldParents {
    private volatile @Nullable KeyValueStore<Bytes, byte[]> shown;

    void show(KeyValueStore<Bytes, byte[]> held) {
        shown = held;
    }

    /** The keys of a table that wait at this moment. */
    Set<String> of(String table) {
        KeyValueStore<Bytes, byte[]> store = shown;
        if (store == null) {
            throw new IllegalStateException("asked for held parents before the stores were there");
        }
        Bytes prefix = Bytes.wrap(HeldStore.key(table, ""));
        Set<String> keys = new HashSet<>();
        try (KeyValueIterator<Bytes, byte[]> held = store.prefixScan(prefix, new BytesSerializer())) {
            held.forEachRemaining(mark -> keys.add(text(mark.key, prefix.get().length)));
        }
        return keys;
    }

    private static String text(Bytes key, int from) {
        return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
    }
}
