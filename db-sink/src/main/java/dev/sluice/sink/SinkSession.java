package dev.sluice.sink;

import dev.sluice.ledger.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * One thread's connection. It is known on the server by name, so that whoever takes over its partitions can end it there:
 * a client that was frozen in mid-COPY holds its locks against everything else.
 */
final class SinkSession implements AutoCloseable {
    /** Every lookup here is by key: plans must not depend on statistics that a young table doesn't have. */
    private static final String SETTINGS = """
            set enable_hashjoin = off; set enable_mergejoin = off; set random_page_cost = 1.1;
            set client_min_messages = warning; set tcp_user_timeout = '30s';
            set idle_in_transaction_session_timeout = '60s'; set lock_timeout = %d
            """;

    private static final String RIGHT = "select has_parameter_privilege('session_replication_role', 'set')";

    private final Connection connection;
    private final long id;
    private final boolean maySkipTriggers;

    private SinkSession(Connection connection, long id, boolean maySkipTriggers) {
        this.connection = connection;
        this.id = id;
        this.maySkipTriggers = maySkipTriggers;
    }

    static SinkSession open(Postgres postgres, SinkSettings settings, SinkOffsets offsets, String instance)
            throws SQLException {
        Connection connection = postgres.open("sink");
        try {
            connection.setNetworkTimeout(
                    Runnable::run, (int) settings.socketTimeout().toMillis());
            try (Statement statement = connection.createStatement()) {
                statement.execute(SETTINGS.formatted(settings.lockTimeout().toMillis()));
                long id = offsets.openSession(connection, instance);
                try (ResultSet row = statement.executeQuery(RIGHT)) {
                    row.next();
                    SinkSession session = new SinkSession(connection, id, row.getBoolean(1));
                    connection.setAutoCommit(false);
                    return session;
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** In the system schema's table of sessions. */
    long id() {
        return id;
    }

    /** Whether this role may leave references to the set-wise check. */
    boolean maySkipTriggers() {
        return maySkipTriggers;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
