package dev.sluice.validator;

import dev.sluice.row.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task that wait. The store holds them by their arrival and is only ever asked for one of them; who is
 * next for a key and who waits for a parent is kept in memory, about 250 bytes a row, and found out anew at a start.
 *
 * <p>The store must not be scanned while rows come and go: RocksDB would step over everything that has left, and a
 * backlog of n rows would cost n² steps (measured: 200,000 rows did not leave within a minute).
 */
final class WaitingRows {
    static final String STORE = "waiting";

    private final KeyValueStore<Bytes, byte[]> store;
    private final WaitingRowCodec codec;
    private final WaitingGauge gauge;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private final Map<Parent, Deque<Slot>> queues = new HashMap<>();
    private final AwaitedParents awaited = new AwaitedParents();
    private long nextArrival;

    /** @param gauge told how many rows of each table wait, from what the store holds on */
    WaitingRows(KeyValueStore<Bytes, byte[]> store, WaitingRowCodec codec, WaitingGauge gauge) {
        this.store = store;
        this.codec = codec;
        this.gauge = gauge;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(this::takeOver);
        }
    }

    /** Heads are noted for all their parents: the first round finds out which of them are there by now. */
    private void takeOver(KeyValue<Bytes, byte[]> entry) {
        long arrival = ByteBuffer.wrap(entry.key.get()).getLong();
        nextArrival = arrival + 1;
        Optional<WaitingRow> row = codec.read(entry.value);
        if (row.isPresent() && enqueue(arrival, row.get())) {
            waitsFor(arrival, row.get().references());
        }
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Whether an earlier write to this key waits. */
    boolean queued(String table, String key) {
        return queues.containsKey(new Parent(table, key));
    }

    /** Puts a row behind all earlier ones; its arrival is its name from here on. */
    long add(WaitingRow row) {
        long arrival = nextArrival++;
        store.put(storeKey(arrival), WaitingRowCodec.write(row));
        enqueue(arrival, row);
        return arrival;
    }

    /** Whether it is the head of its queue. */
    private boolean enqueue(long arrival, WaitingRow row) {
        Slot slot = new Slot(arrival, row.since(), new Parent(row.arrival().table(), row.key()));
        slots.put(arrival, slot);
        Deque<Slot> queue = queues.computeIfAbsent(slot.key, key -> new ArrayDeque<>(1));
        queue.add(slot);
        gauge.add(slot.key.table(), 1);
        return queue.size() == 1;
    }

    /** Notes that the head of a queue waits for these parents. */
    void waitsFor(long arrival, Collection<Reference> missing) {
        missing.forEach(reference -> awaited.add(Parent.of(reference), arrival));
    }

    void remove(long arrival, WaitingRow row) {
        Slot slot = Objects.requireNonNull(slots.remove(arrival), "a row leaves once");
        store.delete(storeKey(arrival));
        queues.computeIfPresent(slot.key, (key, queue) -> without(queue, slot));
        row.references().forEach(reference -> awaited.remove(Parent.of(reference), arrival));
        gauge.add(slot.key.table(), -1);
    }

    private static @Nullable Deque<Slot> without(Deque<Slot> queue, Slot slot) {
        queue.remove(slot);
        return queue.isEmpty() ? null : queue;
    }

    /** The row that must take effect before any other write to this key. */
    Optional<Long> head(String table, String key) {
        return Optional.ofNullable(queues.get(new Parent(table, key))).map(queue -> queue.element().arrival);
    }

    boolean isHead(Slot slot) {
        return head(slot.key.table(), slot.key.key()).equals(Optional.of(slot.arrival));
    }

    WaitingRow get(long arrival) {
        return codec.read(store.get(storeKey(arrival)))
                .orElseThrow(() -> new IllegalStateException("row " + arrival + " can't be read any more"));
    }

    /** The first row at or after an arrival. */
    Optional<Slot> from(long arrival) {
        return Optional.ofNullable(slots.ceilingEntry(arrival)).map(Map.Entry::getValue);
    }

    AwaitedParents awaited() {
        return awaited;
    }

    /** Since when the row that came first has waited. */
    long oldestSince() {
        return slots.isEmpty() ? WaitingGauge.NONE : slots.firstEntry().getValue().since;
    }

    private static Bytes storeKey(long arrival) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(arrival).array());
    }

    /** What is known of a waiting row without reading it. */
    record Slot(long arrival, long since, Parent key) {}
}
