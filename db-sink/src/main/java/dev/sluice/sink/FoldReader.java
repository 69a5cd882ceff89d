package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads valid topics from their beginning into folds, leaving out what was refused when it was stored. */
final class FoldReader {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final String REFUSED = "select topic, partition, refused_offset from %s where topic = any (?)";

    private final SinkSession session;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, LogFold> folds;
    private final String refused;

    /** @param folds by the name of the topic */
    FoldReader(
            SinkSession session, Consumer<byte[], byte[]> consumer, Map<String, LogFold> folds, SystemSchema schema) {
        this.session = session;
        this.consumer = consumer;
        this.folds = folds;
        this.refused = REFUSED.formatted(schema.table("refusals"));
    }

    /**
     * Whether a record follows that repairs the log after a refusal: then the log as it is up to here may say something
     * else than the table did, and has the last word only later.
     */
    boolean repairsFollow(Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> here = new HashMap<>();
        from.keySet().forEach(partition -> here.put(partition, consumer.position(partition)));
        from.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        boolean found = false;
        while (!found && isBefore(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                found |= record.headers().lastHeader(Headers.REFUSED) != null;
            }
        }
        here.forEach(consumer::seek);
        return found;
    }

    private boolean isBefore(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /**
     * Reads on to the given offsets.
     *
     * @param committing whether to commit on the way, so that a long log is no long transaction
     */
    void readTo(Map<TopicPartition, Long> ends, boolean committing) throws SQLException {
        Set<Position> left = refused();
        while (isBefore(ends)) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(PATIENCE);
            for (TopicPartition partition : polled.partitions()) {
                long end = ends.getOrDefault(partition, 0L);
                List<ConsumerRecord<byte[], byte[]>> wanted = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                    if (record.offset() < end && !left.contains(Position.of(record))) {
                        wanted.add(record);
                    }
                }
                if (consumer.position(partition) > end) {
                    consumer.seek(partition, end);
                    consumer.pause(List.of(partition));
                }
                LogFold fold = folds.get(partition.topic());
                if (fold != null && !wanted.isEmpty()) {
                    fold.add(session, wanted);
                }
            }
            if (committing) {
                session.connection().commit();
            }
        }
        consumer.resume(consumer.paused());
    }

    private Set<Position> refused() throws SQLException {
        Set<Position> positions = new HashSet<>();
        try (PreparedStatement query = session.connection().prepareStatement(refused)) {
            Array topics =
                    session.connection().createArrayOf("text", folds.keySet().toArray());
            query.setArray(1, topics);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    positions.add(new Position(row.getString(1), row.getInt(2), row.getLong(3)));
                }
            }
        }
        return positions;
    }
}
