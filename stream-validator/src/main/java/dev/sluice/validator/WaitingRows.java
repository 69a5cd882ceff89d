package dev.sluice.validator;

import dev.sluice.row.Reference;
import dev.sluice.validator.WaitingKey.Want;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of one task that wait, by arrival, by key and by the parent that is missing. All of it is in the store. */
final class WaitingRows {
    static final String STORE = "waiting";
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    private final WaitingRowCodec codec;
    private final KeyFilter keys = new KeyFilter();
    private final WaitingGauge gauge;
    private long nextArrival;

    /** @param gauge told how many rows of each table wait, from what the store holds on */
    WaitingRows(KeyValueStore<Bytes, byte[]> store, WaitingRowCodec codec, WaitingGauge gauge) {
        this.store = store;
        this.codec = codec;
        this.gauge = gauge;
        try (KeyValueIterator<Bytes, byte[]> all = store.range(WaitingKey.FIRST_ARRIVAL, WaitingKey.AFTER_ARRIVALS)) {
            all.forEachRemaining(this::takeOver);
        }
    }

    private void takeOver(KeyValue<Bytes, byte[]> entry) {
        nextArrival = WaitingKey.arrivalOf(entry.key) + 1;
        codec.read(entry.value).ifPresent(this::counted);
    }

    private void counted(WaitingRow row) {
        keys.add(row.arrival().table(), row.key());
        gauge.add(row.arrival().table(), 1);
    }

    boolean isEmpty() {
        return gauge.total() == 0;
    }

    /** Whether an earlier write to this key waits. */
    boolean queued(String table, String key) {
        return keys.mayContain(table, key) && first(table, key).isPresent();
    }

    /** Puts a row behind all earlier ones; its arrival is its name from here on. */
    Entry add(WaitingRow row) {
        Entry entry = new Entry(nextArrival++, row);
        store.put(WaitingKey.arrival(entry.arrival), WaitingRowCodec.write(row));
        store.put(WaitingKey.queued(row.arrival().table(), row.key(), entry.arrival), PRESENT);
        counted(row);
        return entry;
    }

    /** Notes that the head of a queue waits for these parents. */
    void waitsFor(Entry entry, Collection<Reference> missing) {
        for (Reference reference : missing) {
            store.put(WaitingKey.waitsFor(Parent.of(reference), entry.arrival), PRESENT);
        }
    }

    void remove(Entry entry) {
        WaitingRow row = entry.row;
        store.delete(WaitingKey.arrival(entry.arrival));
        store.delete(WaitingKey.queued(row.arrival().table(), row.key(), entry.arrival));
        for (Reference reference : row.references()) {
            store.delete(WaitingKey.waitsFor(Parent.of(reference), entry.arrival));
        }
        keys.remove(row.arrival().table(), row.key());
        gauge.add(row.arrival().table(), -1);
    }

    /** The row that must take effect before any other write to this key. */
    Optional<Entry> head(String table, String key) {
        return first(table, key).flatMap(this::find);
    }

    boolean isHead(Entry entry) {
        return first(entry.row.arrival().table(), entry.row.key()).equals(Optional.of(entry.arrival));
    }

    /** Since when the row that came first has waited. */
    long oldestSince() {
        return isEmpty()
                ? WaitingGauge.NONE
                : from(0).map(entry -> entry.row.since()).orElse(WaitingGauge.NONE);
    }

    private Optional<Long> first(String table, String key) {
        try (KeyValueIterator<Bytes, byte[]> queue =
                store.prefixScan(WaitingKey.queue(table, key), new BytesSerializer())) {
            return queue.hasNext() ? Optional.of(WaitingKey.arrivalOf(queue.next().key)) : Optional.empty();
        }
    }

    /** The first note at or after a place in the store that a head waits for a parent. */
    Optional<Want> wantFrom(Bytes place) {
        try (KeyValueIterator<Bytes, byte[]> wants = store.range(place, WaitingKey.AFTER_REFERENCES)) {
            return wants.hasNext() ? Optional.of(WaitingKey.want(wants.next().key)) : Optional.empty();
        }
    }

    Optional<Entry> find(long arrival) {
        byte[] bytes = store.get(WaitingKey.arrival(arrival));
        return bytes == null ? Optional.empty() : codec.read(bytes).map(row -> new Entry(arrival, row));
    }

    /** The first row at or after an arrival. */
    Optional<Entry> from(long arrival) {
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.range(WaitingKey.arrival(arrival), WaitingKey.AFTER_ARRIVALS)) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> next = rows.next();
                Optional<Entry> entry =
                        codec.read(next.value).map(row -> new Entry(WaitingKey.arrivalOf(next.key), row));
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        }
    }

    record Entry(long arrival, WaitingRow row) {}
}
