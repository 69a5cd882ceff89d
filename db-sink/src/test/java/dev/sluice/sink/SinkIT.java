package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.BatchEvent.Share;
import dev.sluice.wire.Headers;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class SinkIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);

    private final ConfigurableApplicationContext sink = house.startSink();

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void rowsReachTheirTablesAndTheLastWriteStands() {
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("jobs", 7, 7, "Clerk");
            publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7);
            publisher.row("hired_employees", 10, 10, "Anna", HIRED_AT, 1, 7);
            publisher.row("hired_employees", 11, 11, "Bob", HIRED_AT, 1, 7);
        });
        house.awaitRows("select id, name from %s order by id", "hired_employees", "10,Anna", "11,Bob");

        publisher.commit(() -> {
            publisher.row("hired_employees", 10, 10, "Anne", HIRED_AT, 1, 7);
            publisher.removal("hired_employees", 11);
            publisher.row("departments", 1, 1, "Sales and more");
        });

        house.awaitRows("select id, name from %s order by id", "hired_employees", "10,Anne");
        house.awaitRows("select id, department from %s", "departments", "1,Sales and more");
    }

    @Test
    void whatAnAbortedTransactionSentIsNotStored() {
        publisher.abort(() -> publisher.row("departments", 1, 1, "Never"));
        publisher.commit(() -> publisher.row("departments", 2, 2, "Sales"));

        house.awaitRows("select id, department from %s", "departments", "2,Sales");
    }

    @Test
    void theLedgerKnowsWhatBecameOfABatch() {
        BatchEvent accepted = new Accepted("b1", Map.of("departments", Share.ofRows(1, 3)), "json", "k", Instant.EPOCH);
        BatchEvent judged = new Judged("b1", "departments", 0, 3, 2, 1, 0, 6);
        publisher.commit(() -> {
            publisher.event(accepted);
            publisher.event(judged);
            publisher.plain().header(Headers.BATCH, "b1").header(Headers.ROW, "1");
            publisher.row("departments", 1, 1, "Sales");
            publisher.plain().header(Headers.BATCH, "b1").header(Headers.ROW, "2");
            publisher.row("departments", 2, 2, "Law");
            publisher
                    .plain()
                    .header(Headers.BATCH, "b1")
                    .header(Headers.ROW, "3")
                    .header(
                            Headers.REASONS,
                            "[{\"rule\":\"required\",\"field\":\"department\",\"message\":\"missing\"}]")
                    .header(Headers.SOURCE, house.topics().raw("departments") + "/0/17");
            publisher.letter("departments", 3, "{\"id\":3}");
        });

        house.awaitSystemRows(
                "select sum(received), sum(received_sum), sum(judged), sum(judged_sum), sum(judged_valid),"
                        + " sum(judged_dead), sum(waiting), sum(stored), sum(stored_sum), sum(dead), sum(dead_sum)"
                        + " from %s where batch_id = 'b1'",
                "batch_counts", "3,6,3,6,2,1,0,2,3,1,3");
        assertThat(house.rows("select source, key_id, accepted_at is not null from " + house.system("batches")))
                .containsExactly("json,k,t");
        assertThat(house.rows(
                        "select raw_partition, raw_offset, convert_from(payload, 'utf8'), reasons->0->>'field' from "
                                + house.system("dead_letters")))
                .containsExactly("0,17,{\"id\":3},department");
    }

    @Test
    void anIdThatIsGivenLaterIsNotOneThatIsHereAlready() {
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("jobs", 7, 7, "Clerk");
            publisher.row("hired_employees", 4_000, 4_000, "Ann", HIRED_AT, 1, 7);
        });
        house.awaitRows("select id from %s", "hired_employees", "4000");

        String sequence = "'" + house.table("hired_employees_id_seq") + "'";
        assertThat(house.rows("select " + house.system("reserve_ids") + "(" + sequence + ", 10)"))
                .containsExactly("4001");
        assertThat(house.rows("select nextval(" + sequence + ")")).containsExactly("4011");
    }

    @Test
    void lagIsWhatCouldBeStoredAndIsNot() throws SQLException {
        LagWatch watch = sink.getBean(LagWatch.class);
        publisher.commit(() -> publisher.row("departments", 1, 1, "Sales"));
        house.awaitRows("select id from %s", "departments", "1");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            watch.measure();
            assertThat(lag("departments")).isZero();
            assertThat(gauge("sluice.sink.oldest")).isZero();
        });
        sink.getBean(Sink.class).stop();

        publisher.commit(() -> publisher.row("departments", 2, 2, "Law"));
        watch.measure();

        // The row and the marker of its transaction.
        assertThat(lag("departments")).isEqualTo(2);
        await().atMost(Duration.ofSeconds(60)).until(() -> gauge("sluice.sink.oldest") > 0);
        assertThat(lag("jobs")).isZero();
    }

    private double lag(String table) {
        return sink.getBean(MeterRegistry.class)
                .get("sluice.sink.lag")
                .tag("topic", house.topics().valid(table))
                .gauge()
                .value();
    }

    private double gauge(String name) {
        return sink.getBean(MeterRegistry.class).get(name).gauge().value();
    }
}
