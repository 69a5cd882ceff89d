package dev.sluice.sink;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Looks at something every so often, on a thread of its own, while the sink runs. */
abstract class Lookout implements SmartLifecycle {
    private final Duration period;
    private final ScheduledExecutorService timer;
    private volatile boolean running;

    Lookout(String thread, Duration period) {
        this.period = period;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread worker = new Thread(work, thread);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Once. */
    abstract void look();

    @Override
    public void start() {
        running = true;
        long millis = period.toMillis();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
