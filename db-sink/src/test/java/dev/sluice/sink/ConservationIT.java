package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.BatchEvent.Accepted;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.BatchEvent.Share;
import dev.sluice.wire.Headers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch in which edge, validator and sink don't agree is found, whoever of them is wrong and however it came in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConservationIT {
    private static final Map<String, Share> THREE_ROWS = Map.of("departments", Share.ofRows(1, 3));

    private final House house = House.open();
    private final Publisher publisher = new Publisher(house);
    private final ConservationCheck check = house.startSink().getBean(ConservationCheck.class);

    /** Two rows stored and one set aside of the edge's batch and of a publisher's, three stored of a restore's. */
    @BeforeAll
    void batches() {
        publisher.commit(() -> {
            publisher.event(new Accepted("edge", THREE_ROWS, "json", "k", Instant.EPOCH));
            publisher.event(new Judged("edge", "departments", 0, 3, 2, 1, 0, 6));
            // Its rows have numbers that no sum holds.
            publisher.event(new Judged("publisher", "departments", 0, 3, 2, 1, 0, 3 * number()));
            publisher.event(new Accepted("restored", THREE_ROWS, Accepted.RESTORE, "k", Instant.EPOCH));
            for (int row = 1; row <= 3; row++) {
                send("edge", row, Long.toString(row));
                send("publisher", row, Long.toString(number()));
                tagged("restored", Long.toString(row)).row("departments", 10 + row, 10 + row, "d " + row);
            }
        });
        house.awaitSystemRows("select sum(stored), sum(dead) from %s", "batch_counts", "7,2");
        house.execute("update " + house.system("batches") + " set last_seen = now() - interval '2 min'");
        house.execute("create table public.whole as table " + house.system("batch_counts"));
    }

    private static long number() {
        return 999_999_999_999_999_999L;
    }

    private void send(String batch, int row, String number) {
        tagged(batch, number);
        if (row < 3) {
            publisher.row("departments", row, row, "d " + row);
        } else {
            publisher.letter("departments", row, "{}");
        }
    }

    private Publisher tagged(String batch, String number) {
        return publisher.plain().header(Headers.BATCH, batch).header(Headers.ROW, number);
    }

    @AfterEach
    void makeWhole() {
        String counts = house.system("batch_counts");
        house.execute("delete from " + counts + "; insert into " + counts + " table public.whole");
    }

    @AfterAll
    void end() {
        publisher.close();
        house.close();
    }

    @Test
    void whatAddsUpIsNoAlarm() throws SQLException {
        rest();

        assertThat(check.count()).isZero();
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        // The edge sent one more, or another one.
        "edge, edge, 'received = received + 1, received_sum = received_sum + 4'",
        "edge, edge, received_sum = received_sum + 1",
        // The validator judged one fewer, another one, or otherwise than what came of it.
        "edge, raw, 'judged = judged - 1, judged_valid = judged_valid - 1'",
        "edge, raw, judged_sum = judged_sum + 1",
        "edge, raw, 'judged_valid = judged_valid + 1, judged_dead = judged_dead - 1'",
        "publisher, raw, judged_sum = judged_sum + 1",
        "publisher, raw, 'judged_dead = judged_dead - 1, waiting = waiting + 1'",
        // The sink lost one, has one twice, or has another one.
        "edge, valid, stored = stored - 1",
        "publisher, valid, stored = stored + 1",
        "publisher, valid, stored_sum = stored_sum + 1",
        "publisher, dead-letter, 'dead = 0, dead_sum = 0'",
        "restored, valid, stored = stored - 1",
        "restored, valid, stored_sum = stored_sum + 1",
    })
    void whatDoesNotIs(String batch, String source, String change) throws SQLException {
        rest();
        house.execute(
                "update %s c set %s where ctid in (select min(ctid) from %1$s where batch_id = '%s' and source = '%s')"
                        .formatted(house.system("batch_counts"), change, batch, source));

        assertThat(check.count()).isEqualTo(1);

        house.execute("update " + house.system("batch_counts")
                + " set counted_at = now() where ctid in (select max(ctid) from " + house.system("batch_counts")
                + " where batch_id = '" + batch + "')");
        assertThat(check.count()).as("while something moves").isZero();
    }

    private void rest() {
        house.execute("update " + house.system("batch_counts") + " set counted_at = now() - interval '2 min'");
    }
}
