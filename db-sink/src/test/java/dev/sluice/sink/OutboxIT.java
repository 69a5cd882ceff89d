package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What the log is owed is sent although one of the senders hangs, and health says so where none can. */
class OutboxIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final House house = House.open();

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void aFrozenSenderIsReplaced() throws SQLException {
        try (SinkProcess frozen = SinkProcess.start(house);
                Connection connection = house.database().connect();
                Statement hold = connection.createStatement()) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !house.rows("select from pg_stat_activity where application_name = 'sluice-outbox'"
                                    + " and datname = current_database()")
                            .isEmpty());
            house.execute("create function public.hold() returns trigger language plpgsql as $$ begin"
                    + " perform pg_advisory_xact_lock_shared(4712); return old; end $$");
            house.execute("create trigger hold before delete on " + house.system("outbox")
                    + " for each row execute function public.hold()");
            connection.setAutoCommit(false);
            hold.execute("select pg_advisory_xact_lock(4712)");
            owe();
            await().atMost(PATIENCE)
                    .until(() -> !house.rows("select from pg_stat_activity where application_name = 'sluice-outbox'"
                                    + " and datname = current_database() and wait_event_type = 'Lock'")
                            .isEmpty());
            frozen.freeze();
            connection.commit();

            house.startSink();

            house.awaitSystemRows("select count(*) from %s", "outbox", "0");
            frozen.thaw();
        }
    }

    @Test
    void whatIsOwedForTooLongIsAnAlarmInEveryProcess() throws SQLException {
        ConfigurableApplicationContext sink = house.startSink();
        OutboxSender sender = sink.getBean(OutboxSender.class);
        String schema = house.system("outbox").split("\"", -1)[1];
        try (Connection connection = house.database().connect();
                Statement hold = connection.createStatement()) {
            connection.setAutoCommit(false);
            // As somebody else's sender does.
            await().atMost(PATIENCE)
                    .until(() -> hold.executeQuery(
                                    "select from (select pg_try_advisory_xact_lock(hashtextextended('sluice.outbox."
                                            + schema + "', 0)) as alone) l where alone")
                            .next());
            assertThat(sender.problem()).isEmpty();

            owe();
            house.execute("update " + house.system("outbox") + " set created_at = now() - interval '5 min'");

            await().atMost(PATIENCE).until(() -> sender.problem().isPresent());
            assertThat(sink.getBean(MeterRegistry.class)
                            .get("sluice.sink.outbox.oldest")
                            .gauge()
                            .value())
                    .isGreaterThan(299);
            connection.commit();
        }

        await().atMost(PATIENCE).until(() -> sender.problem().isEmpty());
        assertThat(house.rows("select count(*) from " + house.system("outbox"))).containsExactly("0");
    }

    private void owe() {
        house.execute("insert into " + house.system("outbox") + " (topic, partition, key) values ('"
                + house.topics().valid("jobs") + "', 0, '1')");
    }
}
