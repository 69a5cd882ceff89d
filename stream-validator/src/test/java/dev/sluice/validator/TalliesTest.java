package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private static final String EDGE = "01938f5e-7c2a-7abc-8def-0123456789ab";

    private final Bench bench = Bench.of();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rowsOfABatchAreToldTogether() {
        bench.csv("departments", "1,Sales", EDGE, 1);
        bench.csv("departments", "2,", EDGE, 2);
        bench.csv("departments", "3,Support", EDGE, 3);
        bench.csv("jobs", "1,Clerk", EDGE, 4);
        assertThat(bench.events()).isEmpty();

        bench.tick();

        assertThat(bench.events())
                .containsExactlyInAnyOrder(
                        new Judged(EDGE, "departments", 0, 3, 2, 1, 0, 6), new Judged(EDGE, "jobs", 0, 1, 1, 0, 0, 4));
    }

    @Test
    void waitingIsTakenBackWhenItEnds() {
        bench.csv("hired_employees", "9,Ada,2021-02-03T04:05:06Z,8,1", EDGE, 1);
        bench.csv("hired_employees", "10,Bob,2021-02-03T04:05:06Z,7,1", EDGE, 2);
        bench.tick();
        assertThat(bench.events()).containsExactly(new Judged(EDGE, "hired_employees", 0, 2, 0, 0, 2, 3));

        bench.csv("jobs", "1,Clerk", "of a publisher", 1);
        bench.csv("departments", "8,Late", "of a publisher", 2);
        bench.horizon.passes(Long.MAX_VALUE);
        bench.pass(Duration.ofSeconds(6));

        assertThat(bench.events()).contains(new Judged(EDGE, "hired_employees", 0, 0, 1, 1, -2, 0));
    }

    @Test
    void removalCountsAsValid() {
        bench.send("departments", "1", null, Map.of(Headers.BATCH, EDGE, Headers.ROW, "5"));
        bench.tick();

        assertThat(bench.events()).containsExactly(new Judged(EDGE, "departments", 0, 1, 1, 0, 0, 5));
    }

    @Test
    void rowsWithoutABatchBelongToTheirPartitionAndHourAndAreNumberedByTheirOffset() {
        bench.csv("departments", "1,Sales");
        bench.csv("departments", "2,Support");
        bench.tick();

        String batch = "log:departments.raw:0:2026-01-02T10";
        assertThat(bench.events()).containsExactly(new Judged(batch, "departments", 0, 2, 2, 0, 0, 3));
        assertThat(bench.valid("departments"))
                .extracting(row -> row.header(Headers.BATCH) + " " + row.header(Headers.ROW))
                .containsExactly(batch + " 1", batch + " 2");
    }

    @Test
    void batchIdsOfPublishersCanNotMeddleWithThoseOfTheEdge() {
        bench.csv("departments", "1,Sales", "nightly-7", 3);
        bench.csv("departments", "2,Sales", "{" + EDGE + "}", 3);
        bench.tick();

        assertThat(bench.events())
                .containsExactlyInAnyOrder(
                        new Judged("publisher:nightly-7", "departments", 0, 1, 1, 0, 0, 3),
                        new Judged("log:departments.raw:0:2026-01-02T10", "departments", 0, 1, 1, 0, 0, 2));
    }

    @Test
    void clockRestsWhenThereIsNothingToTell() {
        bench.csv("departments", "1,Sales", EDGE, 1);
        bench.tick();
        bench.events();

        bench.pass(Duration.ofMinutes(1));

        assertThat(bench.events()).isEmpty();
    }
}
