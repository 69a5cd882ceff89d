package dev.sluice.producer.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.SmartLifecycle;

/**
 * Writes batches into the log, each as one transaction. A fixed number of transactional producers take deliveries from one
 * queue, so no thread of a request ever waits for Kafka, and what waits is bounded by bytes.
 */
public final class LogWriter implements SmartLifecycle {
    private static final int BEFORE_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final Function<String, Producer<byte[], byte[]>> producers;
    private final List<String> transactionalIds;
    private final long maxBytes;
    private final Duration deadline;
    private final LogMetrics metrics;
    private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private final List<TransactionLoop> loops = new ArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "sluice-log-clock"));
    private volatile boolean running;

    /**
     * @param transactionalIds one for each transaction that may run at the same time
     * @param producers makes the producer of a transactional id
     */
    public LogWriter(
            List<String> transactionalIds,
            Function<String, Producer<byte[], byte[]>> producers,
            long maxBytes,
            Duration deadline,
            LogMetrics metrics) {
        this.transactionalIds = List.copyOf(transactionalIds);
        this.producers = producers;
        this.maxBytes = maxBytes;
        this.deadline = deadline;
        this.metrics = metrics;
        metrics.watch(this, LogWriter::bytesInFlight);
    }

    /** What transactions are sent under. */
    public List<String> transactionalIds() {
        return transactionalIds;
    }

    CompletableFuture<Outcome> write(List<ProducerRecord<byte[], byte[]>> records, long bytes) {
        return write(records, bytes, Delivery.Permit.ALWAYS);
    }

    /** Never waits. The answer comes within the deadline, whatever Kafka does. */
    public CompletableFuture<Outcome> write(
            List<ProducerRecord<byte[], byte[]>> records, long bytes, Delivery.Permit permit) {
        long start = System.nanoTime();
        return taken(records, bytes, permit)
                .thenApply(outcome -> told(outcome, records.size(), System.nanoTime() - start));
    }

    private Outcome told(Outcome outcome, int count, long nanos) {
        metrics.told(outcome, count, Duration.ofNanos(nanos));
        return outcome;
    }

    private CompletableFuture<Outcome> taken(
            List<ProducerRecord<byte[], byte[]>> records, long bytes, Delivery.Permit permit) {
        if (!running) {
            return CompletableFuture.completedFuture(new Outcome.NotLogged("the service is stopping"));
        }
        if (bytesInFlight.addAndGet(bytes) > maxBytes) {
            bytesInFlight.addAndGet(-bytes);
            return CompletableFuture.completedFuture(new Outcome.NotLogged("too much is waiting for the log already"));
        }
        Delivery delivery = new Delivery(records, bytes, permit);
        ScheduledFuture<?> alarm = clock.schedule(() -> giveUp(delivery), deadline.toMillis(), TimeUnit.MILLISECONDS);
        queue.add(delivery);
        return delivery.outcome().whenComplete((outcome, failure) -> alarm.cancel(false));
    }

    private void giveUp(Delivery delivery) {
        delivery.giveUp("no answer from the log within " + deadline.toMillis() + " ms");
        if (queue.remove(delivery)) {
            released(delivery);
        }
    }

    public long bytesInFlight() {
        return bytesInFlight.get();
    }

    /** Called when a delivery's records are out of memory, which may be after its client had an answer. */
    private void released(Delivery delivery) {
        bytesInFlight.addAndGet(-delivery.bytes());
    }

    @Override
    public synchronized void start() {
        running = true;
        for (String transactionalId : transactionalIds) {
            TransactionLoop loop = new TransactionLoop(transactionalId, producers, queue, this::released);
            daemon(loop, "sluice-log-" + loops.size()).start();
            loops.add(loop);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        loops.forEach(TransactionLoop::stop);
        loops.forEach(TransactionLoop::awaitStop);
        loops.clear();
        for (Delivery left = queue.poll(); left != null; left = queue.poll()) {
            left.giveUp("the service is stopping");
            released(left);
        }
    }

    /** Stops after everything that writes: the inbox, and the web server, which lets the requests it has come to an end. */
    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
