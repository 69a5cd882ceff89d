package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records that a transaction owes to the log: written with it, sent after it. */
final class Outbox {
    private static final String INSERT = """
            insert into %s (topic, partition, key, value, header_names, header_values) values (?, ?, ?, ?, ?, ?)
            """;

    /** Where nobody has to find the record by its place: its topic may have other partitions than where the row came from. */
    static final @Nullable Integer BY_KEY = null;

    private final String insert;

    Outbox(SystemSchema schema) {
        insert = INSERT.formatted(schema.table("outbox"));
    }

    void add(
            Connection connection,
            String topic,
            @Nullable Integer partition,
            byte[] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, topic);
            statement.setObject(2, partition, Types.INTEGER);
            statement.setBytes(3, key);
            statement.setBytes(4, value);
            statement.setArray(
                    5, connection.createArrayOf("text", headers.keySet().toArray()));
            statement.setArray(
                    6, connection.createArrayOf("bytea", headers.values().toArray(new byte[0][])));
            statement.executeUpdate();
        }
    }
}
