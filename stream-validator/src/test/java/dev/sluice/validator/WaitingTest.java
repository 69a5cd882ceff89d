package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration GRACE = House.settings().referenceGrace();
    private static final String HIRED = "hired_employees";

    private final Bench bench = Bench.of();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rowWhoseParentsAreThereDoesNotWait() {
        bench.csv("departments", "1,Sales");
        bench.csv("jobs", "1,Clerk");

        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,1,1");

        assertThat(bench.valid(HIRED)).extracting(Outgoing::keyText).containsExactly("9");
    }

    @Test
    void rowIsReleasedAsSoonAsItsLastParentIsThere() {
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,1,1");
        bench.csv("departments", "1,Sales");
        bench.tick();
        assertThat(bench.valid(HIRED)).isEmpty();

        bench.csv("jobs", "1,Clerk");
        bench.tick();

        Outgoing valid = bench.valid(HIRED).get(0);
        assertThat(valid.keyText()).isEqualTo("9");
        assertThat(valid.header(Headers.SOURCE)).isEqualTo("hired_employees.raw/0/0");
        assertThat(bench.dead(HIRED)).isEmpty();
    }

    @Test
    void rowWhoseParentNeverComesIsADeadLetterOnceItsGraceIsOverAndTheHorizonHasPassed() {
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,8,1");

        bench.horizon.passes(Long.MAX_VALUE);
        bench.pass(GRACE.minusMillis(100));
        assertThat(bench.dead(HIRED)).isEmpty();
        bench.pass(Duration.ofMillis(200));

        Outgoing dead = bench.dead(HIRED).get(0);
        assertThat(dead.text()).isEqualTo("9,Ada,2021-02-03T04:05:06Z,8,1");
        assertThat(dead.header(Headers.REASONS))
                .contains("missing-reference", "department_id", "departments has no row 8")
                .doesNotContain("job_id");
        assertThat(bench.valid(HIRED)).isEmpty();
    }

    @Test
    void graceAloneMakesNoDeadLetter() {
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,8,1");

        bench.pass(GRACE.multipliedBy(100));

        assertThat(bench.dead(HIRED)).isEmpty();
        assertThat(bench.horizon.asked()).contains(new Parent("departments", "8"), new Parent("jobs", "1"));
    }

    @Test
    void parentThatComesWhileTheHorizonMovesIsInTime() {
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,8,1");
        bench.pass(GRACE.multipliedBy(2));

        bench.csv("departments", "8,Late");
        bench.horizon.passes(Long.MAX_VALUE);
        bench.tick();

        assertThat(bench.valid(HIRED)).hasSize(1);
        assertThat(bench.dead(HIRED)).isEmpty();
    }

    @Test
    void laterWriteToTheSameKeyQueuesBehindTheWaitingOne() {
        bench.csv("departments", "1,Sales");
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,First,2021-02-03T04:05:06Z,2,1");

        bench.csv(HIRED, "9,Second,2021-02-03T04:05:06Z,1,1");
        bench.csv(HIRED, "10,Other,2021-02-03T04:05:06Z,1,1");
        bench.tick();

        assertThat(bench.valid(HIRED)).extracting(Outgoing::keyText).containsExactly("10");

        bench.csv("departments", "2,Late");
        bench.tick();

        assertThat(bench.valid(HIRED))
                .extracting(row -> row.header(Headers.SOURCE))
                .containsExactly("hired_employees.raw/0/0", "hired_employees.raw/0/1");
    }

    @Test
    void removalQueuesBehindAWaitingRowOfItsKey() {
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,First,2021-02-03T04:05:06Z,2,1");
        bench.send(HIRED, "9", null, Map.of());
        bench.tick();
        assertThat(bench.valid(HIRED)).isEmpty();

        bench.csv("departments", "2,Late");
        bench.tick();

        List<Outgoing> valid = bench.valid(HIRED);
        assertThat(valid).extracting(Outgoing::isTombstone).containsExactly(false, true);
        assertThat(valid).extracting(Outgoing::keyText).containsExactly("9", "9");
    }

    @Test
    void writeBehindOneThatWaitedInVainTakesEffect() {
        bench.csv("departments", "1,Sales");
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,First,2021-02-03T04:05:06Z,2,1");
        bench.csv(HIRED, "9,Second,2021-02-03T04:05:06Z,1,1");

        bench.horizon.passes(Long.MAX_VALUE);
        bench.pass(GRACE.plusMillis(100));

        assertThat(bench.dead(HIRED))
                .extracting(row -> row.header(Headers.SOURCE))
                .containsExactly("hired_employees.raw/0/0");
        assertThat(bench.valid(HIRED))
                .extracting(row -> row.header(Headers.SOURCE))
                .containsExactly("hired_employees.raw/0/1");
    }

    @Test
    void rowWhoseParentWasRemovedWaits() {
        bench.csv("departments", "1,Sales");
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,1,1");
        bench.send("departments", "1", null, Map.of());

        bench.csv(HIRED, "10,Bob,2021-02-03T04:05:06Z,1,1");

        assertThat(bench.valid(HIRED)).extracting(Outgoing::keyText).containsExactly("9");
    }

    @Test
    void rejectedRowDoesNotQueue() {
        bench.csv(HIRED, "9,First,2021-02-03T04:05:06Z,2,1");

        bench.csv(HIRED, "9,,2021-02-03T04:05:06Z,1,1");

        assertThat(bench.dead(HIRED)).hasSize(1);
    }

    @Test
    void parentThatWaitsItselfIsAnnouncedUntilItIsSettled() {
        bench.csv("jobs", "1,Clerk");
        bench.csv(HIRED, "9,Ada,2021-02-03T04:05:06Z,8,1");
        assertThat(bench.held.of(HIRED)).containsExactly("9");

        bench.csv("departments", "8,Late");
        bench.tick();

        assertThat(bench.held.of(HIRED)).isEmpty();
    }

    @Test
    void manyRowsThatWaitForOneParentAreReleasedInTheOrderOfTheirArrival() {
        bench.csv("jobs", "1,Clerk");
        for (int id = 1; id <= 2_500; id++) {
            bench.csv(HIRED, id + ",Ada,2021-02-03T04:05:06Z,8,1");
        }

        bench.csv("departments", "8,Late");
        for (int tick = 0; tick < 4; tick++) {
            bench.tick();
        }

        List<Outgoing> valid = bench.valid(HIRED);
        assertThat(valid).hasSize(2_500);
        assertThat(valid)
                .extracting(Outgoing::keyText)
                .startsWith("1", "2", "3")
                .endsWith("2499", "2500");
    }
}
