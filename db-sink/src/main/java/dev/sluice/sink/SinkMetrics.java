package dev.sluice.sink;

import dev.sluice.sink.StoreOutcome.Stored;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the sink does, in the names of docs/METRICS.md. */
final class SinkMetrics {
    private final Counter records;
    private final Counter bytes;
    private final Counter refused;
    private final Counter retries;
    private final Counter waits;
    private final Counter fast;
    private final Counter ordinary;
    private final Timer batchTime;
    private final DistributionSummary batchRecords;

    SinkMetrics(MeterRegistry registry, SinkStatus status) {
        records = registry.counter("sluice.sink.records");
        bytes = registry.counter("sluice.sink.bytes");
        refused = registry.counter("sluice.sink.refused");
        retries = registry.counter("sluice.sink.retries");
        waits = registry.counter("sluice.sink.parent.waits");
        fast = registry.counter("sluice.sink.batches", "path", "fast");
        ordinary = registry.counter("sluice.sink.batches", "path", "ordinary");
        batchTime = registry.timer("sluice.sink.batch.time");
        batchRecords = registry.summary("sluice.sink.batch.records");
        Gauge.builder("sluice.sink.partitions.stopped", status, SinkStatus::stoppedCount)
                .register(registry);
        Gauge.builder("sluice.sink.threads.troubled", status, SinkStatus::troubledCount)
                .register(registry);
    }

    void stored(MicroBatch batch, Stored outcome, Duration time) {
        records.increment(batch.size());
        bytes.increment((double) batch.bytes());
        refused.increment(outcome.refusals().size());
        (outcome.obstacle().isEmpty() ? fast : ordinary).increment();
        batchTime.record(time);
        batchRecords.record(batch.size());
    }

    void retried() {
        retries.increment();
    }

    void waited(int partitions) {
        waits.increment(partitions);
    }
}
