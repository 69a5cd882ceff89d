package dev.sluice.backup.take;

import dev.sluice.backup.files.Manifest.StoredTopic;
import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How far the tables have got in the log, as the connection's snapshot has it. */
public final class StoredOffsets {
    private static final String QUERY = """
            select partition, next_offset, topic_id, cluster_id from %s where topic = ?
            """;

    private final String query;

    public StoredOffsets(SystemSchema schema) {
        this.query = QUERY.formatted(schema.table("offsets"));
    }

    /** @param clusterId empty where nothing of the topic was ever stored */
    public record Stored(StoredTopic topic, String clusterId) {}

    public Stored read(Connection connection, String topic) throws SQLException {
        Map<Integer, Long> offsets = new HashMap<>();
        String topicId = "";
        String cluster = "";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, topic);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    offsets.put(rows.getInt(1), rows.getLong(2));
                    topicId = rows.getString(3);
                    cluster = rows.getString(4);
                }
            }
        }
        return new Stored(new StoredTopic(topic, topicId, offsets), cluster);
    }
}
