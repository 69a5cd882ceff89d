package dev.sluice.reports.desk;

import dev.sluice.letters.LetterFilter;
import dev.sluice.letters.Shape;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What alerts about dead letters stand on, counted a few times a minute. */
final class DeskGauges implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeskGauges.class);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    /** More kinds than that are not told apart: each is a time series. */
    private static final int MOST_KINDS = 500;

    private static final LetterFilter EVERY = LetterFilter.inState(Optional.empty());

    private static final String OLDEST = """
            select extract(epoch from now() - min(created_at))::float8 from {sluice}.dead_letters where state = 'open'
            """;

    private final Reads reads;
    private final Shapes shapes;
    private final String oldest;
    private final Duration keptInTheLog;
    private final MultiGauge states;
    private final MultiGauge kinds;
    private volatile double oldestSeconds;
    private @Nullable ScheduledExecutorService thread;

    /** @param keptInTheLog how long the topics keep letters; the ledger keeps them for ever */
    DeskGauges(Reads reads, Schemas schemas, Shapes shapes, Duration keptInTheLog, MeterRegistry registry) {
        this.reads = reads;
        this.shapes = shapes;
        this.keptInTheLog = keptInTheLog;
        this.oldest = schemas.in(OLDEST);
        this.states = MultiGauge.builder("sluice.dead.letters")
                .description("Dead letters by table and state")
                .register(registry);
        this.kinds = MultiGauge.builder("sluice.dead.letters.open")
                .description("Open dead letters by table, rule and field; one with several reasons counts in each")
                .register(registry);
        registry.gauge("sluice.dead.letters.oldest.seconds", this, gauges -> gauges.oldestSeconds);
        registry.gauge("sluice.dead.letters.retention.hours", this, DeskGauges::hoursUntilRetention);
    }

    /** Counts once: what the thread does each time. */
    void count() {
        Map<Tags, Long> byState = new TreeMap<>(DeskGauges::compare);
        Map<Tags, Long> byKind = new TreeMap<>(DeskGauges::compare);
        for (Shapes.Count count : shapes.count(EVERY)) {
            byState.merge(Tags.of("table", count.table(), "state", count.state()), count.letters(), Long::sum);
            if (count.state().equals("open")) {
                for (Shape.Pair pair : count.shape().pairs()) {
                    byKind.merge(
                            Tags.of("table", count.table(), "rule", pair.rule(), "field", pair.field()),
                            count.letters(),
                            Long::sum);
                }
            }
        }
        states.register(rows(byState), true);
        kinds.register(rows(byKind), true);
        oldestSeconds =
                reads.client().sql(oldest).query(Double.class).optional().orElse(0.0);
    }

    private double hoursUntilRetention() {
        return (keptInTheLog.toSeconds() - oldestSeconds) / 3600;
    }

    private static List<MultiGauge.Row<?>> rows(Map<Tags, Long> counts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        counts.forEach((tags, count) -> {
            if (rows.size() < MOST_KINDS) {
                rows.add(MultiGauge.Row.of(tags, count));
            }
        });
        return rows;
    }

    private static int compare(Tags left, Tags right) {
        return left.toString().compareTo(right.toString());
    }

    private void guardedCount() {
        try {
            count();
        } catch (RuntimeException e) {
            // The thread's outermost frame: the next count is soon enough.
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("dead letters not counted");
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "desk-gauges"));
            ScheduledFuture<?> unused =
                    thread.scheduleWithFixedDelay(this::guardedCount, 0, COUNT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
