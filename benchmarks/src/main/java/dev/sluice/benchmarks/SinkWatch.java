package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Sees from outside, in the database, how far a sink is. */
public final class SinkWatch {
    private static final long LOOK_NANOS = 5_000_000;

    private final Endpoints endpoints;
    private final Tenant tenant;
    private final Duration longest;

    public SinkWatch(Endpoints endpoints, String prefix, Duration longest) {
        this.endpoints = endpoints;
        this.tenant = new Tenant(prefix);
        this.longest = longest;
    }

    public String table(String table) {
        return '"' + tenant.tables() + "\".\"" + table + '"';
    }

    public void awaitRows(String table, int rows) throws SQLException {
        awaitTrue("select count(*) = " + rows + " from " + table(table));
    }

    /** Waits until each thread has its share of the topic. */
    public void awaitClaims(String topic, int threads) throws SQLException {
        awaitTrue("select count(distinct session_id) = %d and count(*) = count(session_id) from %s where topic = '%s'"
                .formatted(threads, offsets(), topic));
    }

    public void awaitOffsets(Map<TopicPartition, Long> ends) throws SQLException {
        String topic = ends.keySet().iterator().next().topic();
        long end = ends.values().stream().mapToLong(Long::longValue).sum();
        awaitTrue("select sum(next_offset) = %d from %s where topic = '%s'".formatted(end, offsets(), topic));
    }

    private String offsets() {
        return '"' + tenant.schema() + "\".offsets";
    }

    /** Every measurement begins on a table that nothing is left to do for, and after a checkpoint. */
    public void vacuum() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze " + table("hired_employees"));
            statement.execute("checkpoint");
        }
    }

    private void awaitTrue(String query) throws SQLException {
        long until = System.nanoTime() + longest.toNanos();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (!isTrue(statement, query)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("not within " + longest + ": " + query);
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
