package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.TcpProxy;
import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens to the sink in the midst of a micro-batch, every row is stored once. Where it stands is steered from
 * outside: a lock of ours holds it at the statement that wants to pass.
 */
class CrashIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final int ROWS = 3_000;

    private final House house = House.open().with("sluice.sink.threads", "1").with("sluice.sink.lock-timeout", "60s");
    private final Publisher publisher = new Publisher(house);

    @BeforeEach
    void parents() {
        SinkProcess first = SinkProcess.start(house);
        try (first) {
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> !house.rows("select from " + house.system("offsets") + " where session_id is not null")
                            .isEmpty());
            publisher.commit(() -> {
                publisher.row("departments", 1, 1, "Sales");
                publisher.row("jobs", 7, 7, "Clerk");
            });
            house.awaitRows("select id from %s", "departments", "1");
            house.awaitRows("select id from %s", "jobs", "7");
        }
    }

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @ParameterizedTest(name = "held at {0}")
    @CsvSource({
        // The compare-and-set comes before any row.
        "offsets, system, update%offsets%",
        // The rows are copied after the tables were locked.
        "hired_employees, tables, lock table%hired_employees%",
        // Everything but the ledger is done.
        "batch_counts, system, insert into%batch_counts%"
    })
    void killedWhileATransactionIsOpen(String table, String where, String statement) throws SQLException {
        String held = where.equals("system") ? house.system(table) : house.table(table);
        try (SinkProcess sink = SinkProcess.start(house)) {
            awaitClaims();
            try (Connection connection = house.database().connect();
                    Statement lock = connection.createStatement()) {
                connection.setAutoCommit(false);
                lock.execute("lock table " + held + " in share row exclusive mode");
                publish(0);
                awaitHeld(statement);
                sink.kill();
                connection.commit();
            }
        }

        try (SinkProcess next = SinkProcess.start(house)) {
            assertThat(next).isNotNull();
            publish(1);
            awaitExactlyOnce(2);
        }
    }

    @Test
    void killedInTheCommit() throws SQLException {
        holdCommits();
        try (SinkProcess sink = SinkProcess.start(house)) {
            awaitClaims();
            try (Connection connection = house.database().connect();
                    Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_lock(4711)");
                publish(0);
                awaitHeld("commit");
                sink.kill();
            }
        }

        try (SinkProcess next = SinkProcess.start(house)) {
            assertThat(next).isNotNull();
            publish(1);
            awaitExactlyOnce(2);
        }
    }

    @Test
    void theConnectionBreaksAfterTheCommitWasSent() throws SQLException {
        holdCommits();
        try (TcpProxy proxy = TcpProxy.to(house.database().port())) {
            house.with("sluice.postgres.url", house.database().through(proxy).url());
            house.startSink();
            awaitClaims();
            try (Connection connection = house.database().connect();
                    Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_lock(4711)");
                publish(0);
                awaitHeld("commit");
                proxy.cut();
            }
            publish(1);
            proxy.heal();

            awaitExactlyOnce(2);
        }
    }

    @Test
    void aFrozenOwnerIsReplacedAndDoesNoHarmWhenItWakes() throws SQLException {
        try (SinkProcess sink = SinkProcess.start(house)) {
            awaitClaims();
            try (Connection connection = house.database().connect();
                    Statement lock = connection.createStatement()) {
                connection.setAutoCommit(false);
                lock.execute("lock table " + house.system("batch_counts") + " in share row exclusive mode");
                publish(0);
                awaitHeld("insert into%batch_counts%");
                sink.freeze();
                connection.commit();
            }
            try (SinkProcess next = SinkProcess.start(house)) {
                assertThat(next).isNotNull();
                publish(1);
                awaitExactlyOnce(2);
                // Ended by its successor, not by the time-out for idle transactions, which is a minute.
                assertThat(house.rows("select count(*) from pg_stat_activity where application_name = 'sluice-sink'"
                                + " and datname = current_database()"))
                        .containsExactly("1");
                sink.thaw();
                publish(2);
                awaitExactlyOnce(3);
            }
        }
    }

    @Test
    void killedAgainAndAgain() {
        for (int round = 0; round < 5; round++) {
            try (SinkProcess sink = SinkProcess.start(house)) {
                for (int i = 0; i < 10; i++) {
                    publish(round * 10 + i);
                }
                int stored = round * 10_000;
                await().atMost(Duration.ofSeconds(90))
                        .until(() ->
                                Integer.parseInt(house.rows("select count(*) from " + house.table("hired_employees"))
                                                .get(0))
                                        > stored);
                sink.kill();
            }
        }

        house.startSink();
        awaitExactlyOnce(50);
    }

    /** A transaction that has written rows stands still in its commit while somebody holds the advisory lock. */
    private void holdCommits() {
        house.execute("create function public.hold() returns trigger language plpgsql as $$ begin"
                + " perform pg_advisory_xact_lock_shared(4711); return null; end $$");
        house.execute("create constraint trigger hold after insert on " + house.table("hired_employees")
                + " deferrable initially deferred for each row execute function public.hold()");
        house.execute("alter table " + house.table("hired_employees") + " enable always trigger hold");
    }

    private void publish(int batch) {
        publisher.commit(() -> {
            for (int row = 1; row <= ROWS; row++) {
                publisher.plain().header(Headers.BATCH, "b" + batch).header(Headers.ROW, Integer.toString(row));
                int id = batch * ROWS + row;
                publisher.row("hired_employees", id, id, "Ann " + id, HIRED_AT, 1, 7);
            }
        });
    }

    private void awaitClaims() {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> house.rows("select from " + house.system("offsets") + " o join " + house.system("sessions")
                                        + " s on s.id = o.session_id join pg_stat_activity a"
                                        + " on a.pid = s.backend_pid and a.backend_start = s.backend_start"
                                        + " where topic like '%hired_employees.valid'")
                                .size()
                        == 6);
    }

    private void awaitHeld(String statement) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !house.rows("select from pg_stat_activity where application_name = 'sluice-sink'"
                                + " and datname = current_database() and wait_event_type = 'Lock' and query ilike '"
                                + statement + "'")
                        .isEmpty());
    }

    private void awaitExactlyOnce(int batches) {
        long sum = (long) ROWS * (ROWS + 1) / 2;
        house.awaitSystemRows(
                "select count(distinct batch_id), sum(stored), sum(stored_sum), sum(dead) from %s where source = 'valid'",
                "batch_counts", batches + "," + (long) batches * ROWS + "," + batches * sum + ",0");
        house.awaitTableEqualsLog("hired_employees");
    }
}
