package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.BatchEvent.Share;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Whatever somebody writes into headers and events, every partition goes on, and what the ledger can't say names itself. */
class HostileRecordsIT {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final String FULL = "999999999999999999";

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);
    private final ConfigurableApplicationContext sink = house.startSink();

    @AfterEach
    void end() {
        publisher.close();
        house.close();
    }

    /** Too random to be compressed into an entry of an index. */
    private static String noise(int length) {
        return new Random(7)
                .ints(length, 33, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void overlongNamesOfBatchesAreCut() {
        publisher.header(Headers.BATCH, noise(4_000)).header(Headers.CORRECTS, "x" + noise(4_000));
        publisher.commit(() -> publisher.row("departments", 1, 1, "Sales"));
        publisher.header(Headers.SOURCE, "no topic: " + noise(4_000) + "/0/7").header("a\0b", "c");
        publisher.commit(() -> {
            publisher.letter("departments", 2, "{}");
            publisher.removal("departments", "no key");
        });

        house.awaitRows("select id from %s", "departments", "1");
        house.awaitSystemRows("select count(*) from %s where length(raw_topic) < 250", "dead_letters", "2");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        house.awaitSystemRows("select sum(stored), sum(dead) from %s", "batch_counts", "1,2");
    }

    @Test
    void rowNumbersThatOverflowGoRoundAndAreStillCompared() {
        publisher.header(Headers.BATCH, "b1").header(Headers.ROW, FULL);
        for (int round = 0; round < 3; round++) {
            int first = 10 * round;
            publisher.commit(() -> {
                for (int id = first; id < first + 10; id++) {
                    publisher.row("departments", id, id, "d " + id);
                }
            });
            house.awaitRows("select count(*) from %s", "departments", Integer.toString(first + 10));
        }

        long sum = 30 * Long.parseLong(FULL);
        house.awaitSystemRows(
                "select sum(stored), mod(sum(stored_sum) - (" + sum + "), 18446744073709551616) from %s",
                "batch_counts",
                "30,0");
    }

    @Test
    void reasonsThatPostgresCanNotHoldAreKeptAsItCan() {
        for (String reasons : new String[] {
            "[{\"rule\":\"\\ud800\",\"message\":\"a\\u0000b \\\\u0000\"}]",
            "[1e999999]",
            "[[[{\"a\":-0.5}]]]",
            "no list"
        }) {
            publisher.plain().header(Headers.BATCH, "b1").header(Headers.REASONS, reasons);
            publisher.commit(() -> publisher.letter("departments", 2, "{}"));
        }

        house.awaitSystemRows(
                "select string_agg(reasons #>> '{0,message}', ' '), count(*) from %s",
                "dead_letters", "a\uFFFDb \\u0000,4");
    }

    @Test
    void eventsThatCanNotBeTrueArePassedOver() {
        Map<String, Share> endless = Map.of("departments", new Share(Long.MAX_VALUE, Long.MAX_VALUE));
        publisher.commit(() -> {
            for (int i = 0; i < 3; i++) {
                publisher.event(new Accepted("b1", endless, "json", "k", NOW));
                publisher.event(
                        new Accepted("b1", Map.of("departments", Share.ofRows(1, 1)), "json", "k", Instant.MAX));
                publisher.event(new Judged("b1", "departments", 0, Long.MAX_VALUE, 0, 0, 0, 0));
                publisher.event(new Judged("b2" + noise(4_000), noise(4_000), 0, 1, 1, 0, 0, Long.MAX_VALUE));
            }
            publisher.event(new Accepted("b3", Map.of("departments", Share.ofRows(1, 1)), "json", "k", NOW));
        });

        house.awaitSystemRows("select sum(received) from %s where batch_id = 'b3'", "batch_counts", "1");
        house.awaitSystemRows(
                "select judged from %s where batch_id like 'b2%'".replace("%'", "%%'"), "batch_counts", "3");
        house.awaitSystemRows("select count(*) from %s where batch_id = 'b1'", "batch_counts", "0");
    }

    @Test
    void whatOnlyTheEndOfTheTransactionOrACodeOfTheirOwnRefusesIsOneRow() {
        house.execute("alter table " + house.table("departments")
                + " add constraint one unique (department) deferrable initially deferred");
        house.execute("create function public.picky() returns trigger language plpgsql as $$ begin"
                + " if new.job = 'bad' then raise 'none of ours' using errcode = '45000'; end if; return new; end $$");
        house.execute("create trigger picky before insert on " + house.table("jobs")
                + " for each row execute function public.picky()");
        publisher.commit(() -> {
            for (int id = 1; id <= 20; id++) {
                publisher.row("departments", id, id, id == 20 ? "d 3" : "d " + id);
                publisher.row("jobs", id, id, id == 7 ? "bad" : "j " + id);
            }
        });

        house.awaitRows("select count(*) from %s", "departments", "19");
        house.awaitRows("select count(*) from %s", "jobs", "19");
        house.awaitSystemRows(
                "select table_name, reasons->0->>'rule' from %s order by 1",
                "dead_letters", "departments,refused-by-database", "jobs,refused-by-database");
    }

    @Test
    void whatTheLedgerCanNotTakeStopsItsPartitionAloneUntilItCan() {
        house.execute("alter table " + house.system("dead_letters") + " add constraint ours check (batch_id <> 'b1')");
        SinkStatus status = sink.getBean(SinkStatus.class);
        publisher.header(Headers.BATCH, "b1").header(Headers.ROW, "1");
        publisher.commit(() -> {
            publisher.letter("departments", 1, "{}");
            publisher.row("jobs", 7, 7, "Clerk");
        });

        house.awaitRows("select id from %s", "jobs", "7");
        await().atMost(Duration.ofSeconds(60)).until(() -> status.stoppedCount() == 1);
        assertThat(status.problems().toString()).contains("dead-letter", "\"ours\"");
        publisher.plain();
        publisher.commit(() -> {
            publisher.row("departments", 1, 1, "Sales");
            publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7);
        });
        house.awaitRows("select id from %s", "hired_employees", "10");
        assertThat(status.stoppedCount()).isEqualTo(1);

        house.execute("alter table " + house.system("dead_letters") + " drop constraint ours");
        house.awaitSystemRows("select sum(stored), sum(dead) from %s", "batch_counts", "1,1");
        await().atMost(Duration.ofSeconds(60)).until(() -> status.problems().isEmpty());
    }

    @Test
    void aTopicThatWasMadeAnewHasOtherLettersAtTheSamePlaces() {
        String place = house.topics().raw("departments") + "/0/3";
        for (String batch : new String[] {"b1", "b2", "b1"}) {
            publisher
                    .plain()
                    .header(Headers.BATCH, batch)
                    .header(Headers.ROW, "4")
                    .header(Headers.SOURCE, place);
            publisher.commit(() -> publisher.letter("departments", 1, "{\"id\":1}"));
        }

        house.awaitSystemRows("select batch_id from %s order by 1", "dead_letters", "b1", "b2");
        house.awaitSystemRows(
                "select batch_id, sum(dead) from %s group by 1 order by 1", "batch_counts", "b1,1", "b2,1");
    }
}
