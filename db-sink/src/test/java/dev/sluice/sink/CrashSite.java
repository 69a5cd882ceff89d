package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A house whose sinks run in JVMs of their own, to be killed and frozen. Where a sink stands is steered from outside: a lock
 * of ours holds it at the statement that wants to pass. What was published is counted, so that nothing can be missing or
 * there twice unnoticed.
 */
final class CrashSite implements AutoCloseable {
    static final int ROWS = 3_000;
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final House house = House.open()
            .with("sluice.sink.threads", "1")
            .with("sluice.sink.lock-timeout", "60s")
            .with("sluice.kafka.properties.session.timeout.ms", "6000")
            .with("sluice.kafka.properties.heartbeat.interval.ms", "1500");
    private final Publisher publisher = new Publisher(house);
    private int batches;
    private boolean parents;

    House house() {
        return house;
    }

    /** A sink is alive and has nothing left to do, and the rows are stored that all later ones refer to. */
    void awaitReady() {
        awaitClaims();
        if (!parents) {
            parents = true;
            publisher.plain();
            publisher.commit(() -> {
                publisher.row("departments", 1, 1, "Sales");
                publisher.row("jobs", 7, 7, "Clerk");
            });
            house.awaitRows("select id from %s", "departments", "1");
            house.awaitRows("select id from %s", "jobs", "7");
        }
        awaitRest();
    }

    /** A batch of hires in one transaction. */
    void publish() {
        int first = batches * ROWS;
        String batch = "b" + batches++;
        publisher.commit(() -> {
            for (int row = 1; row <= ROWS; row++) {
                publisher.plain().header(Headers.BATCH, batch).header(Headers.ROW, Integer.toString(row));
                int id = first + row;
                publisher.row("hired_employees", id, id, "Ann " + id, HIRED_AT, 1, 7);
            }
        });
    }

    /** Does the work while a sink, set going by the cause, stands at a statement that the lock lets nobody pass. */
    void whileHeld(String lock, Runnable cause, String statement, Runnable work) {
        try (Connection connection = house.database().connect();
                Statement hold = connection.createStatement()) {
            connection.setAutoCommit(false);
            hold.execute(lock);
            cause.run();
            awaitHeld(statement);
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lock that readers pass and writers don't. */
    static String lock(String table) {
        return "lock table " + table + " in share row exclusive mode";
    }

    /** A transaction that has written rows stands still in its commit while somebody holds the advisory lock. */
    String holdCommits() {
        house.execute("create or replace function public.hold() returns trigger language plpgsql as $$ begin"
                + " perform pg_advisory_xact_lock_shared(4711); return null; end $$");
        house.execute("drop trigger if exists hold on " + house.table("hired_employees"));
        house.execute("create constraint trigger hold after insert on " + house.table("hired_employees")
                + " deferrable initially deferred for each row execute function public.hold()");
        house.execute("alter table " + house.table("hired_employees") + " enable always trigger hold");
        return "select pg_advisory_xact_lock(4711)";
    }

    void awaitHeld(String statement) {
        awaitActivity("wait_event_type = 'Lock' and query ilike '" + statement + "'");
    }

    void awaitActivity(String condition) {
        await().atMost(PATIENCE)
                .until(() -> !house.rows("select from pg_stat_activity where application_name = 'sluice-sink'"
                                + " and datname = current_database() and " + condition)
                        .isEmpty());
    }

    /** Every partition of the hires belongs to a sink that is alive. */
    private void awaitClaims() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> house.rows("select from " + house.system("offsets") + " o join " + house.system("sessions")
                                        + " s on s.id = o.session_id join pg_stat_activity a"
                                        + " on a.pid = s.backend_pid and a.backend_start = s.backend_start"
                                        + " where topic like '%hired_employees.valid'")
                                .size()
                        == 6);
    }

    /** Nothing is left to be stored, not even the end of a transaction. */
    private void awaitRest() {
        String offsets = "select sum(next_offset) from " + house.system("offsets");
        AtomicReference<List<String>> before = new AtomicReference<>(List.of());
        await().atMost(PATIENCE).during(Duration.ofSeconds(1)).until(() -> {
            List<String> now = house.rows(offsets);
            return now.equals(before.getAndSet(now));
        });
    }

    void awaitMoreRowsThan(long rows) {
        await().atMost(PATIENCE).until(() -> rows() > rows);
    }

    long rows() {
        return Long.parseLong(house.rows("select count(*) from " + house.table("hired_employees"))
                .get(0));
    }

    /** Of all batches that were published so far. */
    void awaitExactlyOnce() {
        long sum = (long) ROWS * (ROWS + 1) / 2;
        house.awaitSystemRows(
                "select count(distinct batch_id), sum(stored), sum(stored_sum), sum(dead) from %s where source = 'valid'",
                "batch_counts", batches + "," + (long) batches * ROWS + "," + batches * sum + ",0");
        house.awaitTableEqualsLog("hired_employees");
        assertThat(rows()).isEqualTo((long) batches * ROWS);
    }

    @Override
    public void close() {
        publisher.close();
        house.close();
    }
}
