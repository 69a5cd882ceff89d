package dev.sluice.validator;

import dev.sluice.row.Violation;
import dev.sluice.wire.BatchEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the validator did, by table; {@code docs/METRICS.md} lists the names. Counters count work: rows of a transaction
 * that was aborted are judged, and counted, again. Exact figures are the receipts'.
 */
final class ValidatorMetrics {
    /** Of so many rows one is timed. */
    static final int ROWS_PER_SAMPLE = 64;

    private static final String PREFIX = "sluice.validator.";
    private static final String TABLE = "table";

    private final MeterRegistry registry;
    private final Map<String, TableMeters> byTable = new ConcurrentHashMap<>();
    private final Set<WaitingGauge> tasks = ConcurrentHashMap.newKeySet();

    ValidatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(PREFIX + "waiting.oldest", this, metrics -> metrics.oldestSeconds(System.currentTimeMillis()))
                .baseUnit("seconds")
                .description("For how long the row that waits longest has waited for a parent")
                .register(registry);
    }

    /** The gauge of a task that starts; it gives it back when it ends. */
    WaitingGauge open(Collection<Channel> channels) {
        channels.forEach(channel -> of(channel.table()));
        WaitingGauge gauge = new WaitingGauge();
        tasks.add(gauge);
        return gauge;
    }

    void close(WaitingGauge gauge) {
        tasks.remove(gauge);
    }

    void judged(BatchEvent.Judged event) {
        TableMeters meters = of(event.table());
        meters.judged.increment((double) event.judged());
        meters.valid.increment((double) event.valid());
        meters.dead.increment((double) event.dead());
    }

    void violated(String table, List<Violation> violations) {
        for (Violation violation : violations) {
            of(table)
                    .violations
                    .computeIfAbsent(violation.rule(), rule -> violations(table, rule))
                    .increment();
        }
    }

    void misplaced(String table) {
        of(table).misplaced.increment();
    }

    /** @param now against which the record's time in the log is held */
    void sample(Arrival arrival, long nanos, long now) {
        TableMeters meters = of(arrival.table());
        meters.judging.record(Duration.ofNanos(nanos));
        meters.lag.record(Duration.ofMillis(Math.max(0, now - arrival.timestamp())));
    }

    private TableMeters of(String table) {
        return byTable.computeIfAbsent(table, this::register);
    }

    private TableMeters register(String table) {
        Gauge.builder(PREFIX + "waiting", this, metrics -> metrics.waiting(table))
                .tag(TABLE, table)
                .description("Rows that wait for a parent now")
                .register(registry);
        Function<String, Counter> counter =
                name -> Counter.builder(PREFIX + name).tag(TABLE, table).register(registry);
        Function<String, Timer> timer =
                name -> Timer.builder(PREFIX + name).tag(TABLE, table).register(registry);
        return new TableMeters(
                counter.apply("judged"),
                counter.apply("valid"),
                counter.apply("dead"),
                counter.apply("misplaced"),
                timer.apply("judging"),
                timer.apply("lag"),
                new ConcurrentHashMap<>());
    }

    private Counter violations(String table, String rule) {
        return Counter.builder(PREFIX + "violations")
                .tag(TABLE, table)
                .tag("rule", rule)
                .register(registry);
    }

    private double waiting(String table) {
        return tasks.stream().mapToLong(task -> task.of(table)).sum();
    }

    private double oldestSeconds(long now) {
        long since = tasks.stream().mapToLong(WaitingGauge::oldestSince).min().orElse(WaitingGauge.NONE);
        return since == WaitingGauge.NONE ? 0 : Math.max(0, now - since) / 1000.0;
    }

    private record TableMeters(
            Counter judged,
            Counter valid,
            Counter dead,
            Counter misplaced,
            Timer judging,
            Timer lag,
            Map<String, Counter> violations) {}
}
