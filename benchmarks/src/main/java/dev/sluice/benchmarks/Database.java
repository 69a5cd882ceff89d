package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** PostgreSQL, looked at from outside: by connections of its own, so nobody measured is in the way. */
public final class Database {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LOOK_NANOS = 5_000_000;

    private final Endpoints endpoints;

    public Database(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Its first row's first column. */
    public String text(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    public void awaitTrue(String query) throws SQLException {
        awaitTrue(query, () -> {});
    }

    /**
     * @param query asked two hundred times a second, so it should be cheap
     * @param hope run as often; throws when there is nothing to wait for any more
     */
    public void awaitTrue(String query, Runnable hope) throws SQLException {
        long until = System.nanoTime() + LONGEST.toNanos();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (!isTrue(statement, query)) {
                hope.run();
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("not within " + LONGEST + ": " + query);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }
}
