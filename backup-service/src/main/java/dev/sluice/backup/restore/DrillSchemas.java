package dev.sluice.backup.restore;

import dev.sluice.contract.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemas that drills restore into. Each is held by its drill's connection; one that nobody holds is what a crash left,
 * with a copy of the tables in it.
 */
final class DrillSchemas {
    private static final String LIKE_OURS = "select nspname from pg_namespace where starts_with(nspname, ?)";
    private static final String HOLD = "select pg_try_advisory_lock(hashtextextended('sluice.drill.' || ?, 0))";
    private static final String LET_GO = "select pg_advisory_unlock(hashtextextended('sluice.drill.' || ?, 0))";

    private final String prefix;
    private final String tables;

    /**
     * @param system name of the system schema
     * @param tables name of the schema of the tables
     */
    DrillSchemas(String system, String tables) {
        this.prefix = system + "_drill_";
        this.tables = tables;
    }

    /** A new one, which is nobody else's for as long as the connection lasts. */
    Scratch hold(Connection connection, String id) throws SQLException {
        String name = prefix + id;
        if (!ask(connection, HOLD, name)) {
            throw new SQLException("another drill has the schema " + name);
        }
        Scratch scratch = new Scratch(name, tables);
        scratch.create(connection);
        return scratch;
    }

    /** Drops those that nobody holds, and says how many that were. */
    int dropStrays(Connection connection) throws SQLException {
        int dropped = 0;
        for (String name : all(connection)) {
            if (ask(connection, HOLD, name)) {
                Scratch.execute(connection, "drop schema if exists " + SqlName.quoted(name) + " cascade");
                ask(connection, LET_GO, name);
                dropped++;
            }
        }
        return dropped;
    }

    private List<String> all(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LIKE_OURS)) {
            query.setString(1, prefix);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static boolean ask(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
