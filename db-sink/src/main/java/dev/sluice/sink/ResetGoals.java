package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * From where each partition shall go on after a reset. What was stored has been counted, so a partition whose offset is
 * good goes on from there; one that has lost its place goes on where its log now begins or ends.
 */
final class ResetGoals {
    private static final String STORED = """
            select topic, partition, cluster_id, topic_id, next_offset from %s
            where topic = any (?) order by topic, partition for update
            """;

    private static final String SET = """
            insert into %s as o (topic, partition, cluster_id, topic_id, next_offset) values (?, ?, ?, ?, ?)
            on conflict (topic, partition) do update
            set cluster_id = excluded.cluster_id, topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                session_id = null, updated_at = now()
            """;

    private static final String FORGET_REFUSALS = "delete from %s where topic = any (?)";

    private final String stored;
    private final String set;
    private final String forgetRefusals;
    private final TopicIdentity identity;

    ResetGoals(SystemSchema schema, TopicIdentity identity) {
        this.stored = STORED.formatted(schema.table("offsets"));
        this.set = SET.formatted(schema.table("offsets"));
        this.forgetRefusals = FORGET_REFUSALS.formatted(schema.table("refusals"));
        this.identity = identity;
    }

    /**
     * @param next where each partition goes on
     * @param renewed topics that are others than those whose records were stored
     */
    record Goals(Map<TopicPartition, Long> next, Set<String> renewed) {
        Map<TopicPartition, Long> of(Collection<TopicPartition> some) {
            Map<TopicPartition, Long> part = new HashMap<>(next);
            part.keySet().retainAll(some);
            return part;
        }
    }

    private record Stored(boolean same, long next) {}

    /**
     * Keeps everybody else from storing records of these partitions until the transaction ends.
     *
     * @param counted of which topics, when they are renewed, all records have been counted under their former identity
     */
    Goals lock(
            Connection connection,
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Predicate<String> counted)
            throws SQLException {
        identity.refresh(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<TopicPartition, Stored> all = stored(connection, partitions);
        Map<TopicPartition, Long> next = new HashMap<>();
        Set<String> renewed = new HashSet<>();
        for (TopicPartition partition : partitions) {
            long begins = first.getOrDefault(partition, 0L);
            long ends = end.getOrDefault(partition, 0L);
            Stored before = all.get(partition);
            if (before != null && before.same) {
                next.put(partition, Math.min(ends, Math.max(begins, before.next)));
            } else {
                next.put(partition, before != null && counted.test(partition.topic()) ? ends : begins);
                renewed.add(partition.topic());
            }
        }
        return new Goals(next, renewed);
    }

    private static Array topics(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        return connection.createArrayOf(
                "text",
                partitions.stream().map(TopicPartition::topic).distinct().toArray());
    }

    private Map<TopicPartition, Stored> stored(Connection connection, Collection<TopicPartition> partitions)
            throws SQLException {
        Map<TopicPartition, Stored> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(stored)) {
            query.setArray(1, topics(connection, partitions));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    boolean same = row.getString(3).equals(identity.cluster())
                            && row.getString(4).equals(identity.id(row.getString(1)));
                    all.put(new TopicPartition(row.getString(1), row.getInt(2)), new Stored(same, row.getLong(5)));
                }
            }
        }
        return all;
    }

    /** Everybody has to claim the partitions anew, and goes on from the goals. */
    void write(Connection connection, Goals goals) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(set);
                PreparedStatement forget = connection.prepareStatement(forgetRefusals)) {
            for (Map.Entry<TopicPartition, Long> goal : goals.next.entrySet()) {
                insert.setString(1, goal.getKey().topic());
                insert.setInt(2, goal.getKey().partition());
                insert.setString(3, identity.cluster());
                insert.setString(4, identity.id(goal.getKey().topic()));
                insert.setLong(5, goal.getValue());
                insert.executeUpdate();
            }
            forget.setArray(1, connection.createArrayOf("text", goals.renewed.toArray()));
            forget.executeUpdate();
        }
    }
}
