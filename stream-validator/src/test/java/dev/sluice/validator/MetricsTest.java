package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Bench bench = Bench.of();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rowsAreCountedByTableAndReasonsByRule() {
        bench.csv("departments", "1,Sales");
        bench.csv("departments", "0,");
        bench.tick();

        assertThat(counter("sluice.validator.judged", "departments")).isEqualTo(2);
        assertThat(counter("sluice.validator.valid", "departments")).isEqualTo(1);
        assertThat(counter("sluice.validator.dead", "departments")).isEqualTo(1);
        assertThat(bench.meters
                        .get("sluice.validator.violations")
                        .tag("rule", "min")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void waitingRowsAndTheAgeOfTheOldestAreShownWhileTheyWait() {
        bench.csv("jobs", "1,Clerk");
        bench.csv("hired_employees", "9,Ada,2021-02-03T04:05:06Z,8,1");
        bench.tick();

        assertThat(gauge("sluice.validator.waiting", "hired_employees")).isEqualTo(1);
        assertThat(bench.meters.get("sluice.validator.waiting.oldest").gauge().value())
                .isPositive();

        bench.csv("departments", "8,Late");
        bench.pass(Duration.ofSeconds(1));

        assertThat(gauge("sluice.validator.waiting", "hired_employees")).isZero();
        assertThat(bench.meters.get("sluice.validator.waiting.oldest").gauge().value())
                .isZero();
    }

    @Test
    void oneRowOfManyIsTimed() {
        for (int id = 1; id <= 2 * ValidatorMetrics.ROWS_PER_SAMPLE; id++) {
            bench.csv("departments", id + ",Sales");
        }

        assertThat(bench.meters
                        .get("sluice.validator.judging")
                        .tag("table", "departments")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(bench.meters
                        .get("sluice.validator.lag")
                        .tag("table", "departments")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    private double counter(String name, String table) {
        return bench.meters.get(name).tag("table", table).counter().count();
    }

    private double gauge(String name, String table) {
        return bench.meters.get(name).tag("table", table).gauge().value();
    }
}
