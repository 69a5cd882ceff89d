package dev.sluice.producer.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Looks for replays that nobody works on, those of an instance that is gone among them, and works on a few at a time. */
final class ReplayRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final int AT_THE_SAME_TIME = 4;

    private final ReplayTable table;
    private final LetterTable letters;
    private final Sieve sieve;
    private final ReplayLog log;
    private final ReplayMetrics metrics;
    private final Semaphore begun = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch stop = new CountDownLatch(1);

    ReplayRunner(ReplayTable table, LetterTable letters, Sieve sieve, ReplayLog log, ReplayMetrics metrics) {
        this.table = table;
        this.letters = letters;
        this.sieve = sieve;
        this.log = log;
        this.metrics = metrics;
    }

    /** There is a new one. */
    void look() {
        begun.release();
    }

    @Override
    public synchronized void start() {
        if (threads.isEmpty()) {
            stop = new CountDownLatch(1);
            CountDownLatch ours = stop;
            for (int i = 0; i < AT_THE_SAME_TIME; i++) {
                Thread thread = new Thread(() -> work(ours), "sluice-replay-" + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        }
    }

    private void work(CountDownLatch stopping) {
        while (stopping.getCount() > 0) {
            try {
                if (!workOnOne(stopping)) {
                    boolean unused = begun.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // A bug: another replay may not suffer from it.
                LOG.atError().setCause(e).log("replay failed");
            }
        }
    }

    /** False where there is nothing to do. */
    private boolean workOnOne(CountDownLatch stopping) throws InterruptedException {
        String owner = UUID.randomUUID().toString();
        Optional<Replay> replay;
        try {
            replay = table.take(owner);
        } catch (DataAccessException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("replays can't be looked up");
            return false;
        }
        if (replay.isPresent()) {
            new ReplayRun(replay.get(), owner, table, letters, sieve, log, metrics, stopping).run();
        }
        return replay.isPresent();
    }

    @Override
    public synchronized void stop() {
        stop.countDown();
        begun.release(AT_THE_SAME_TIME);
        try {
            long until = System.nanoTime() + STOP_WITHIN.toNanos();
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
