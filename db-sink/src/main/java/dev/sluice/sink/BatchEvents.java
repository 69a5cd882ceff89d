package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.sink.Counts.Figure;
import dev.sluice.sink.Counts.Place;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What edge and validator say about batches, on its way into the ledger. */
final class BatchEvents {
    private static final String WRITE = """
            insert into %s as b (batch_id, source, key_id, accepted_at, details)
            values (?, ?, ?, ?, jsonb_strip_nulls(jsonb_build_object('interruptedAfter', ?::bigint)))
            on conflict (batch_id) do update
            set source = coalesce(excluded.source, b.source), key_id = coalesce(excluded.key_id, b.key_id),
                accepted_at = coalesce(excluded.accepted_at, b.accepted_at),
                details = coalesce(b.details, '{}') || excluded.details, last_seen = now()
            """;

    private final String write;
    /** Sorted by batch; the edge's own event, or null where only the validator spoke. */
    private final Map<String, BatchEvent.@Nullable Accepted> seen = new TreeMap<>();

    BatchEvents(SystemSchema schema) {
        write = WRITE.formatted(schema.table("batches"));
    }

    /** No batch has more rows. Sums of row numbers may be anything: they go round. */
    private static final long MOST_ROWS = 1_000_000_000_000L;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** A record that is no event, or one that can't be true, is passed over: anybody may write to the topic. */
    void add(ConsumerRecord<byte[], byte[]> record, Counts counts) {
        byte[] value = record.value();
        if (value != null) {
            RecordText.text(record, Headers.EVENT)
                    .flatMap(kind -> BatchEvent.parse(kind, value))
                    .filter(BatchEvents::isPossible)
                    .ifPresent(event -> event.fold(
                            accepted -> add(accepted, record.partition(), counts), judged -> add(judged, counts)));
        }
    }

    private static boolean isPossible(BatchEvent event) {
        return event.fold(
                accepted -> !accepted.time().isBefore(Instant.EPOCH)
                        && !accepted.time().isAfter(LATEST)
                        && accepted.tables().values().stream().allMatch(share -> isPossible(share.rows())),
                judged -> isPossible(judged.judged())
                        && isPossible(judged.valid())
                        && isPossible(judged.dead())
                        && Math.abs(judged.waiting()) <= MOST_ROWS);
    }

    private static boolean isPossible(long rows) {
        return rows >= 0 && rows <= MOST_ROWS;
    }

    private boolean add(BatchEvent.Accepted event, int partition, Counts counts) {
        String batch = RecordText.id(event.batchId());
        seen.put(batch, event);
        event.tables().forEach((table, share) -> {
            Place place = new Place(batch, RecordText.id(table), "edge", partition);
            counts.add(place, Figure.RECEIVED, share.rows());
            counts.add(place, Figure.RECEIVED_SUM, share.rowSum());
        });
        return true;
    }

    private boolean add(BatchEvent.Judged event, Counts counts) {
        String batch = RecordText.id(event.batchId());
        seen.putIfAbsent(batch, null);
        Place place = new Place(batch, RecordText.id(event.table()), "raw", event.rawPartition());
        counts.add(place, Figure.JUDGED, event.judged());
        counts.add(place, Figure.JUDGED_SUM, event.rowSum());
        counts.add(place, Figure.JUDGED_VALID, event.valid());
        counts.add(place, Figure.JUDGED_DEAD, event.dead());
        counts.add(place, Figure.WAITING, event.waiting());
        return true;
    }

    void write(Connection connection) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(write)) {
            for (Map.Entry<String, BatchEvent.@Nullable Accepted> entry : seen.entrySet()) {
                BatchEvent.Accepted event = entry.getValue();
                statement.setString(1, entry.getKey());
                statement.setString(2, event == null ? null : RecordText.storable(event.source()));
                String key = event == null ? null : event.keyId();
                statement.setString(3, key == null ? null : RecordText.storable(key));
                statement.setTimestamp(4, event == null ? null : Timestamp.from(event.time()));
                statement.setObject(5, event == null ? null : event.interruptedAfter(), Types.BIGINT);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
