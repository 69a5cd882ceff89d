package dev.sluice.backup.restore;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.TopicNames;
import dev.sluice.topics.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Waits until everything that is in the log by now is stored. */
final class StoredWait {
    private static final long PAUSE_MILLIS = 50;

    private static final String BEHIND = """
            select count(*)
            from unnest(?::text[], ?::int[], ?::bigint[]) p (topic, partition, target)
            left join %s o using (topic, partition)
            where coalesce(o.next_offset, 0) < p.target
            """;

    private final LogEnds log;
    private final Topics topics;
    private final String behind;

    StoredWait(LogEnds log, Topics topics, SystemSchema schema) {
        this.log = log;
        this.topics = topics;
        this.behind = BEHIND.formatted(schema.table("offsets"));
    }

    /** Also what the log says of batches: their receipts are complete then. */
    void await(Connection connection, Collection<String> tables) throws SQLException, InterruptedException {
        TopicNames names = topics.names();
        List<TopicPartition> partitions = new ArrayList<>(partitions(names.batches()));
        tables.forEach(table -> partitions.addAll(partitions(names.valid(table))));
        Map<TopicPartition, Long> ends = log.ends(partitions);
        while (isBehind(connection, ends)) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < topics.partitions(topic); i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    private boolean isBehind(Connection connection, Map<TopicPartition, Long> ends) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(behind)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            ends.keySet().stream().map(TopicPartition::topic).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            ends.keySet().stream()
                                    .map(TopicPartition::partition)
                                    .toArray()));
            query.setArray(3, connection.createArrayOf("bigint", ends.values().toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
            }
        }
    }
}
