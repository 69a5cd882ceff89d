package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks in each transaction whether a restore is open. The lock is shared among writers; whoever opens a restore takes it
 * alone, so that a transaction that has not heard of the restore has ended before tables and backup are compared.
 */
final class OpenRestores {
    private static final String LOOK = """
            select pg_advisory_xact_lock_shared(hashtextextended('sluice.restores.%s', 0));
            select exists (select from %s where remembering)
            """;

    private final SystemSchema schema;
    private final String look;

    OpenRestores(SystemSchema schema) {
        this.schema = schema;
        this.look = LOOK.formatted(schema.name(), schema.table("restores"));
    }

    RestoreWatch look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The second statement has a snapshot of its own, taken when the lock was held.
            statement.execute(look);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return new RestoreWatch(schema, connection, row.getBoolean(1));
            }
        }
    }
}
