package dev.sluice.access;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the keys every so often on a thread of its own, and sooner when somebody waits for it. */
final class Readings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    /** So often the keys are read at most, whoever waits. */
    private static final Duration PACE = Duration.ofMillis(100);
    /** So long somebody waits for the next reading at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** More than these don't wait: made-up keys must not hold every thread of a server. */
    private static final int MOST_WAITING = 16;

    private final Runnable read;
    private final Duration interval;
    private final Duration pace;
    private final Thread thread;

    private final Object turn = new Object();
    // The rest is guarded by turn.
    private long begun;
    private long ended;
    private int waiting;
    private boolean wanted;
    private boolean closed;

    Readings(Runnable read, Duration interval) {
        this.read = read;
        this.interval = interval;
        this.pace = interval.compareTo(PACE) < 0 ? interval : PACE;
        this.thread = new Thread(this::readForEver, "api-keys");
        thread.setDaemon(true);
    }

    Readings start() {
        thread.start();
        return this;
    }

    /** Returns when a reading has ended that began after this call; too late or too many waiting, it returns without. */
    void awaitNext() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (turn) {
            if (closed || waiting == MOST_WAITING) {
                return;
            }
            long next = begun + 1;
            waiting++;
            wanted = true;
            turn.notifyAll();
            try {
                for (long left = PATIENCE.toNanos(); ended < next && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(turn, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting--;
            }
        }
    }

    private void readForEver() {
        try {
            while (begin()) {
                try {
                    read.run();
                } catch (RuntimeException e) {
                    // The thread's outermost frame: a bug here must not keep revocations from counting for ever.
                    LOG.atError().setCause(e).log("api keys not read");
                }
                endAndPause();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("api keys are no longer read");
        }
    }

    private boolean begin() {
        synchronized (turn) {
            begun++;
            wanted = false;
            return !closed;
        }
    }

    private void endAndPause() throws InterruptedException {
        long since = System.nanoTime();
        synchronized (turn) {
            ended = begun;
            turn.notifyAll();
            for (long left = left(since); left > 0; left = left(since)) {
                TimeUnit.NANOSECONDS.timedWait(turn, left);
            }
        }
    }

    private long left(long since) {
        return (wanted ? pace : interval).toNanos() - (System.nanoTime() - since);
    }

    @Override
    public void close() {
        synchronized (turn) {
            closed = true;
        }
        thread.interrupt();
    }
}
