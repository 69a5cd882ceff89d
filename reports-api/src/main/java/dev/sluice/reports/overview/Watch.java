package dev.sluice.reports.overview;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something every second as long as somebody asks, and keeps what it saw for a short while. Looking that takes
 * long is done more rarely: it never takes more than a fifth of a thread.
 */
final class Watch<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long PAUSE = Duration.ofMillis(900).toNanos();
    private static final int SLOWNESS = 4;
    private static final int KEPT = 12;

    private final String step;
    private final Callable<T> look;
    private final Executor executor;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Deque<T> seen = new ArrayDeque<>();
    private volatile long notBefore = System.nanoTime();
    private final AtomicInteger failures = new AtomicInteger();

    Watch(String step, Callable<T> look, Executor executor) {
        this.step = step;
        this.look = look;
        this.executor = executor;
    }

    /** What was seen lately, the oldest first; asking lets it look again. Empty while nothing was ever seen. */
    List<T> seen() {
        lookAgain();
        synchronized (seen) {
            return new ArrayList<>(seen);
        }
    }

    /** Waits a moment for the first look. */
    List<T> seen(Duration patience) throws InterruptedException {
        lookAgain();
        boolean unused = first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return seen();
    }

    /** How often in a row it could not look. */
    int failures() {
        return failures.get();
    }

    private void lookAgain() {
        if (System.nanoTime() - notBefore >= 0 && looking.compareAndSet(false, true)) {
            executor.execute(this::guardedLook);
        }
    }

    private void guardedLook() {
        long begun = System.nanoTime();
        try {
            T now = look.call();
            synchronized (seen) {
                seen.addLast(now);
                if (seen.size() > KEPT) {
                    seen.removeFirst();
                }
            }
            failures.set(0);
            first.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The thread's outermost frame: the next look is soon, and what was seen before says how old it is.
            if (failures.getAndIncrement() == 0) {
                LOG.atWarn()
                        .addKeyValue("step", step)
                        .addKeyValue("cause", e.getMessage())
                        .log("overview not read");
            }
        } finally {
            long now = System.nanoTime();
            notBefore = now + Math.max(PAUSE, (now - begun) * SLOWNESS);
            looking.set(false);
        }
    }
}
