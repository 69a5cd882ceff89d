package dev.sluice.validator;

import dev.sluice.row.References;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Looks parents up for one task. Those that were found are remembered until any parent is removed: most rows name one of
 * a few parents, and a look into the store costs more than the rest of the judging.
 */
final class PresentParents implements References {
    private static final int REMEMBERED = 10_000;

    private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new HashMap<>();
    private final Map<String, Set<String>> seen = new HashMap<>();
    private final AtomicLong removals;
    private long removalsThen;

    PresentParents(ProcessorContext<?, ?> context, Channels channels, AtomicLong removals) {
        this.removals = removals;
        for (Channel parent : channels.parents()) {
            stores.put(parent.table(), context.getStateStore(ReferenceStore.name(parent.table())));
            seen.put(parent.table(), new HashSet<>());
        }
    }

    @Override
    public boolean present(String table, String key) {
        forgetAfterRemovals();
        Set<String> found = seen.get(table);
        KeyValueStore<Bytes, byte[]> store = stores.get(table);
        if (found == null || store == null) {
            // A row that waited while its parent's contract was taken away.
            return false;
        }
        if (found.contains(key)) {
            return true;
        }
        if (store.get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8))) == null) {
            return false;
        }
        if (found.size() >= REMEMBERED) {
            found.clear();
        }
        found.add(key);
        return true;
    }

    private void forgetAfterRemovals() {
        long now = removals.get();
        if (now != removalsThen) {
            removalsThen = now;
            seen.values().forEach(Set::clear);
        }
    }
}
