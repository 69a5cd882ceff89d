package dev.sluice.validator;

import dev.sluice.wire.BatchEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows for the receipts. What is counted and not yet told is in a store with a cache: however many rows a commit
 * covers, they cost one change record per batch, table and raw partition, and a commit that happens before the next
 * event loses nothing.
 */
final class Tallies {
    static final String STORE = "tallies";

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Tally.Key, Tally> open = new HashMap<>();
    private @Nullable Tally last;

    Tallies(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> untold = store.all()) {
            untold.forEachRemaining(this::takeOver);
        }
    }

    private void takeOver(KeyValue<Bytes, byte[]> entry) {
        Tally tally = Tally.read(entry.key, entry.value);
        open.put(tally.key(), tally);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void judged(Arrival arrival, Outcome outcome) {
        Tally tally = of(arrival);
        tally.judged(arrival.row(), outcome);
        keep(tally);
    }

    /** A row that was counted as waiting is settled. */
    void waitedFor(Arrival arrival, Outcome outcome) {
        Tally tally = of(arrival);
        tally.waitedFor(outcome);
        keep(tally);
    }

    /** Hands over everything that is not yet told. */
    void drain(Consumer<BatchEvent.Judged> events) {
        for (Tally tally : open.values()) {
            events.accept(tally.toEvent());
            store.delete(tally.storeKey());
        }
        open.clear();
        last = null;
    }

    private Tally of(Arrival arrival) {
        Tally recent = last;
        if (recent != null && isOf(recent.key(), arrival)) {
            return recent;
        }
        Tally.Key key =
                new Tally.Key(arrival.batch(), arrival.table(), arrival.origin().partition());
        Tally tally = open.computeIfAbsent(key, Tally::new);
        last = tally;
        return tally;
    }

    private static boolean isOf(Tally.Key key, Arrival arrival) {
        return key.batch().equals(arrival.batch())
                && key.rawPartition() == arrival.origin().partition()
                && key.table().equals(arrival.table());
    }

    private void keep(Tally tally) {
        store.put(tally.storeKey(), tally.figures());
    }
}
