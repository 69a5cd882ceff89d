package dev.sluice.reports.hiring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The one background thread of the rollup: sets the triggers once the tables are there, and folds ever after. */
final class RollupKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RollupKeeper.class);

    private final RollupTriggers triggers;
    private final RollupFold fold;
    private final Duration every;
    private @Nullable ScheduledExecutorService thread;
    private boolean failing;

    RollupKeeper(RollupTriggers triggers, RollupFold fold, Duration every) {
        this.triggers = triggers;
        this.fold = fold;
        this.every = every;
    }

    /** One round: what the thread does each time it wakes up. */
    void round() {
        if (!triggers.tablesThere()) {
            return;
        }
        if (!triggers.triggersThere()) {
            triggers.set();
            LOG.atInfo().addKeyValue("step", "rollup").log("report triggers set");
        }
        fold.run();
    }

    private void guardedRound() {
        try {
            round();
            failing = false;
        } catch (RuntimeException e) {
            // The thread's outermost frame. Reports stay exact without a fold, only slower: the next round is soon
            // enough.
            if (!failing) {
                LOG.atWarn()
                        .addKeyValue("step", "rollup")
                        .addKeyValue("cause", e.getMessage())
                        .log("fold put off");
            }
            failing = true;
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "rollup"));
            ScheduledFuture<?> unused =
                    thread.scheduleWithFixedDelay(this::guardedRound, 0, every.toMillis(), TimeUnit.MILLISECONDS);
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
