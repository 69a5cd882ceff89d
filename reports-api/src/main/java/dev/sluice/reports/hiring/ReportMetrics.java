package dev.sluice.reports.hiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** What the reports cost, in the names of docs/METRICS.md. */
final class ReportMetrics {
    private static final String ANSWERS = "sluice.reports.answers";

    private final Timer read;
    private final Timer recent;
    private final Timer unchanged;
    private final Timer notYet;

    ReportMetrics(MeterRegistry registry) {
        read = registry.timer(ANSWERS, "outcome", "read");
        recent = registry.timer(ANSWERS, "outcome", "recent");
        unchanged = registry.timer(ANSWERS, "outcome", "unchanged");
        notYet = registry.timer(ANSWERS, "outcome", "not-yet");
    }

    Reports.Outcome timed(Supplier<Reports.Outcome> reading) {
        long start = System.nanoTime();
        Reports.Outcome outcome = reading.get();
        timer(outcome).record(Duration.ofNanos(System.nanoTime() - start));
        return outcome;
    }

    private Timer timer(Reports.Outcome outcome) {
        if (outcome instanceof Reports.Outcome.Read) {
            return read;
        }
        if (outcome instanceof Reports.Outcome.Recent) {
            return recent;
        }
        return outcome instanceof Reports.Outcome.Unchanged ? unchanged : notYet;
    }
}
