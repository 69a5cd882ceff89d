package dev.sluice.producer.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What replays of many letters do, in the names of docs/METRICS.md. */
final class ReplayMetrics {
    private static final String LETTERS = "sluice.replay.letters";

    private final Counter sent;
    private final Counter failing;
    private final Counter writtenSince;
    private final Counter replaying;
    private final Counter heldUp;

    ReplayMetrics(MeterRegistry registry) {
        sent = registry.counter(LETTERS, "outcome", "sent");
        failing = registry.counter(LETTERS, "outcome", "failing");
        writtenSince = registry.counter(LETTERS, "outcome", "written-since");
        replaying = registry.counter(LETTERS, "outcome", "replaying");
        heldUp = registry.counter("sluice.replay.held.up");
    }

    void looked(int rows, Sieve.Skipped skipped) {
        sent.increment(rows);
        failing.increment((double) skipped.failing());
        writtenSince.increment((double) skipped.writtenSince());
        replaying.increment((double) skipped.replaying());
    }

    void heldUp() {
        heldUp.increment();
    }
}
