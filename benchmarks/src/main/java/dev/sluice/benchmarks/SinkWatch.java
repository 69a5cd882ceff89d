package dev.sluice.benchmarks;

import dev.sluice.topics.Tenant;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Sees from outside, in the database, how far a sink is. */
public final class SinkWatch {
    /** Counting is dear, so nothing is counted before the last id is there. */
    private static final String ALL_THERE = """
            select case when exists (select from %1$s where id = %2$d) then (select count(*) = %2$d from %1$s) else false end
            """;

    private final Database database;
    private final Tenant tenant;

    public SinkWatch(Database database, String prefix) {
        this.database = database;
        this.tenant = new Tenant(prefix);
    }

    public String table(String table) {
        return '"' + tenant.tables() + "\".\"" + table + '"';
    }

    /** @param rows with the ids from 1 on */
    public void awaitRows(String table, int rows) throws SQLException {
        database.awaitTrue(ALL_THERE.formatted(table(table), rows));
    }

    /** Waits until each thread has its share of the topic. */
    public void awaitClaims(String topic, int threads) throws SQLException {
        database.awaitTrue(
                "select count(distinct session_id) = %d and count(*) = count(session_id) from %s where topic = '%s'"
                        .formatted(threads, offsets(), topic));
    }

    public void awaitOffsets(Map<TopicPartition, Long> ends) throws SQLException {
        String topic = ends.keySet().iterator().next().topic();
        long end = ends.values().stream().mapToLong(Long::longValue).sum();
        database.awaitTrue("select sum(next_offset) = %d from %s where topic = '%s'".formatted(end, offsets(), topic));
    }

    /** Waits until reports-api has set its triggers. */
    public void awaitReports() throws SQLException {
        database.awaitTrue("select ready from \"" + tenant.schema() + "\".hires_version");
    }

    private String offsets() {
        return '"' + tenant.schema() + "\".offsets";
    }
}
