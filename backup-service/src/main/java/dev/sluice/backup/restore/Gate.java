package dev.sluice.backup.restore;

import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tells whoever writes tables to remember what it writes. When this returns, every transaction that had not heard of it
 * has ended.
 */
final class Gate {
    private static final String ALONE = """
            set local lock_timeout = '20s';
            select pg_advisory_xact_lock(hashtextextended('sluice.restores.%s', 0))
            """;

    private final SystemSchema schema;

    Gate(SystemSchema schema) {
        this.schema = schema;
    }

    void open(Connection connection, String restore) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement remember = connection.prepareStatement(
                        "update %s set remembering = true where id = ?".formatted(schema.table("restores")))) {
            statement.execute(ALONE.formatted(schema.name()));
            statement.execute("delete from " + schema.table("restore_writes"));
            remember.setString(1, restore);
            remember.executeUpdate();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** What was remembered is of no use once the restore has ended. */
    void forget(Connection connection, String restore) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from %s where restore_id = ?".formatted(schema.table("restore_overtaken")))) {
            statement.execute("delete from " + schema.table("restore_writes"));
            delete.setString(1, restore);
            delete.executeUpdate();
        }
    }
}
