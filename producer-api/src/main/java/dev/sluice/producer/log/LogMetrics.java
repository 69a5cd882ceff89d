package dev.sluice.producer.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What became of transactions, in the names of docs/METRICS.md. */
final class LogMetrics {
    private static final String TRANSACTIONS = "sluice.producer.transactions";

    private final MeterRegistry registry;
    private final Counter records;
    private final Timer logged;
    private final Timer notLogged;
    private final Timer unknown;

    LogMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.records = registry.counter("sluice.producer.records");
        this.logged = registry.timer(TRANSACTIONS, "outcome", "logged");
        this.notLogged = registry.timer(TRANSACTIONS, "outcome", "not-logged");
        this.unknown = registry.timer(TRANSACTIONS, "outcome", "unknown");
    }

    <T> void watch(T writer, ToDoubleFunction<T> bytesInFlight) {
        Gauge.builder("sluice.producer.bytes.in.flight", writer, bytesInFlight).register(registry);
    }

    void told(Outcome outcome, int count, Duration took) {
        Timer timer = outcome.fold(it -> logged, it -> notLogged, it -> unknown);
        timer.record(took);
        if (timer == logged) {
            records.increment(count);
        }
    }
}
