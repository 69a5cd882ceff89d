package dev.sluice.producer.batch;

import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Tells when the rows of a batch have their outcome. One thread asks the ledger for all that wait, in one query. */
final class Settlement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long PAUSE_MILLIS = 25;

    /** How long the answer at the end of the time may wait for a ledger that hangs. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Receipts receipts;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    public Settlement(Receipts receipts) {
        this.receipts = receipts;
        Thread thread = new Thread(this::watch, "sluice-settlement");
        thread.setDaemon(true);
        thread.start();
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

    /** The receipt once it is settled, or as it stands when the time is over; never later, whatever the ledger does. */
    CompletableFuture<Receipt> await(Receipt accepted, Duration time) {
        Waiting one = new Waiting(accepted, System.nanoTime() + time.toNanos(), new CompletableFuture<>());
        waiting.add(one);
        return one.answer().completeOnTimeout(accepted, time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            lookOnce();
        } catch (RuntimeException e) {
            // The thread's outermost frame: those who wait now are answered when their time is over, later ones better.
            LOG.atError().setCause(e).log("settled batches could not be looked for");
        }
    }

    private void lookOnce() {
        waiting.removeIf(one -> one.answer().isDone());
        List<Waiting> now = List.copyOf(waiting);
        if (now.isEmpty()) {
            return;
        }
        Map<String, Receipt> found = found(now);
        long time = System.nanoTime();
        for (Waiting one : now) {
            Receipt receipt = found.getOrDefault(one.accepted().batchId(), one.accepted());
            boolean known = receipt.received() != null;
            if ((known && receipt.state() == Receipt.State.SETTLED) || time - one.deadline() >= 0) {
                one.answer().complete(known ? receipt : one.accepted());
            }
        }
    }

    /** The same batch may be waited for by several. */
    private Map<String, Receipt> found(List<Waiting> some) {
        try {
            return receipts.find(some.stream()
                    .map(one -> one.accepted().batchId())
                    .distinct()
                    .toList());
        } catch (DataAccessException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("ledger can't be read");
            return Map.of();
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }

    private record Waiting(Receipt accepted, long deadline, CompletableFuture<Receipt> answer) {}
}
