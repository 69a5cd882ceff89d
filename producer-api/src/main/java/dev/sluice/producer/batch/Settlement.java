package dev.sluice.producer.batch;

import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Tells when the rows of a batch have their outcome. One thread asks the ledger for all that wait, in one query. */
final class Settlement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final long PAUSE_MILLIS = 25;

    private final Receipts receipts;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
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

    /** The receipt once it is settled, or as it stands when the time is over. */
    CompletableFuture<Receipt> await(Receipt accepted, Duration time) {
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        waiting.put(accepted.batchId(), new Waiting(accepted, System.nanoTime() + time.toNanos(), answer));
        return answer;
    }

    private void look() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Receipt> found = found();
        long now = System.nanoTime();
        waiting.forEach((batchId, one) -> {
            Receipt receipt = found.getOrDefault(batchId, one.accepted());
            boolean known = receipt.received() != null;
            if ((known && receipt.state() == Receipt.State.SETTLED) || now - one.deadline() >= 0) {
                waiting.remove(batchId);
                one.answer().complete(known ? receipt : one.accepted());
            }
        });
    }

    private Map<String, Receipt> found() {
        try {
            return receipts.find(waiting.keySet());
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
