package dev.sluice.validator;

import dev.sluice.row.Reference;
import dev.sluice.row.Row;
import dev.sluice.row.Violation;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Node {@code settle}: makes verdicts take effect, holds what must wait, and counts. The clock ticks only while there is
 * something to wait for or to tell, since every tick costs a transaction.
 */
final class Settling implements Node.Work<byte[], Judged> {
    private final ProcessorContext<byte[], byte[]> context;
    private final Outlet outlet;
    private final WaitingRoom waiting;
    private final Tallies tallies;
    private final ValidatorMetrics metrics;
    private final WaitingGauge gauge;
    private final Duration tick;
    private @Nullable Cancellable clock;

    Settling(
            ProcessorContext<byte[], byte[]> context,
            Outlet outlet,
            WaitingRoom waiting,
            Tallies tallies,
            ValidatorMetrics metrics,
            WaitingGauge gauge,
            Duration tick) {
        this.context = context;
        this.outlet = outlet;
        this.waiting = waiting;
        this.tallies = tallies;
        this.metrics = metrics;
        this.gauge = gauge;
        this.tick = tick;
        startClockIfNeeded();
    }

    @Override
    public void process(Record<byte[], Judged> judged) {
        Arrival arrival = judged.value().arrival();
        Outcome outcome = judged.value()
                .verdict()
                .fold(
                        valid -> writes(arrival, valid.row(), Set.of()),
                        removed -> removes(arrival, removed.key()),
                        rejected -> setsAside(arrival, rejected.violations()),
                        waits -> writes(arrival, waits.row(), waits.missing()));
        tallies.judged(arrival, outcome);
        startClockIfNeeded();
    }

    private Outcome writes(Arrival arrival, Row row, Set<Reference> missing) {
        byte[] framed = Framing.frame(arrival.channel().schemaId(), row.avro());
        if (missing.isEmpty() && (waiting.isEmpty() || !waiting.holds(arrival.table(), row.key()))) {
            outlet.valid(arrival, row.keyBytes(), framed);
            return Outcome.VALID;
        }
        return waits(
                new WaitingRow(arrival, row.key(), framed, row.references(), context.currentSystemTimeMs()), missing);
    }

    private Outcome removes(Arrival arrival, String key) {
        if (!waiting.holds(arrival.table(), key)) {
            outlet.valid(arrival, Headers.bytes(key), null);
            return Outcome.VALID;
        }
        return waits(new WaitingRow(arrival, key, null, List.of(), context.currentSystemTimeMs()), Set.of());
    }

    private Outcome waits(WaitingRow row, Set<Reference> missing) {
        waiting.admit(row, missing);
        return Outcome.WAITING;
    }

    /** At once, even behind a row of the same key that waits: what has no effect needs no order. */
    private Outcome setsAside(Arrival arrival, List<Violation> violations) {
        outlet.dead(arrival, violations);
        return Outcome.DEAD;
    }

    private void startClockIfNeeded() {
        if (clock == null && !isAtRest()) {
            clock = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::ticks);
        }
    }

    private void ticks(long now) {
        waiting.round(now);
        gauge.oldestSince(waiting.oldestSince());
        tallies.drain(this::tell);
        if (clock != null && isAtRest()) {
            clock.cancel();
            clock = null;
        }
    }

    private void tell(BatchEvent.Judged event) {
        outlet.tally(event);
        metrics.judged(event);
    }

    private boolean isAtRest() {
        return waiting.isEmpty() && tallies.isEmpty();
    }

    @Override
    public void close() {
        metrics.close(gauge);
    }
}
