package dev.sluice.producer.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** The thread that looks after the folder. Stops before the log does, whose phase is an earlier one. */
final class InboxWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);
    private static final long PAUSE_MILLIS = 500;

    private final Inbox inbox;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "sluice-inbox");

    InboxWatch(Inbox inbox) {
        this.inbox = inbox;
        thread.setDaemon(true);
    }

    private void watch() {
        try {
            while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            inbox.look();
        } catch (IOException | UncheckedIOException | DataAccessException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("inbox can't be worked on");
        } catch (RuntimeException e) {
            // The thread's outermost frame: after a bug the next look may do better, and no look would do nothing.
            LOG.atError().setCause(e).log("inbox can't be worked on");
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stop.countDown();
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
