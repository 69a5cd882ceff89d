package dev.sluice.backup.restore;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the rows that were sent, once all of them are stored. */
final class Outcomes {
    private static final String OVERTAKEN = """
            select key, count(*) over () from %s where restore_id = ? and topic = ? order by key limit 1000
            """;

    private static final String REFUSED = """
            select coalesce(sum(dead), 0) from %s where batch_id = ? and table_name = ?
            """;

    private final TopicNames names;
    private final String overtaken;
    private final String refused;

    Outcomes(TopicNames names, SystemSchema schema) {
        this.names = names;
        this.overtaken = OVERTAKEN.formatted(schema.table("restore_overtaken"));
        this.refused = REFUSED.formatted(schema.table("batch_counts"));
    }

    Map<String, Outcome> read(Connection connection, String restore, Map<String, Plan> plan) throws SQLException {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (Map.Entry<String, Plan> entry : plan.entrySet()) {
            outcomes.put(entry.getKey(), read(connection, restore, entry.getKey(), entry.getValue()));
        }
        return outcomes;
    }

    private Outcome read(Connection connection, String restore, String table, Plan plan) throws SQLException {
        List<String> keys = new ArrayList<>();
        long late = 0;
        try (PreparedStatement query = connection.prepareStatement(overtaken)) {
            query.setString(1, restore);
            query.setString(2, names.valid(table));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    keys.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                    late = rows.getLong(2);
                }
            }
        }
        long dead = refused(connection, restore, table);
        long rows = plan.upserts() + plan.deletes();
        return new Outcome(rows, rows - late - dead, late, dead, keys);
    }

    private long refused(Connection connection, String restore, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(refused)) {
            query.setString(1, restore);
            query.setString(2, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
