package dev.sluice.producer.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transactional producer and the thread that owns it. A producer that failed is thrown away and opened again under the
 * same transactional id, which ends whatever the failed one left open before the next transaction begins.
 */
final class TransactionLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String transactionalId;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final BlockingQueue<Delivery> queue;
    private final Consumer<Delivery> released;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    TransactionLoop(
            String transactionalId,
            Function<String, Producer<byte[], byte[]>> producers,
            BlockingQueue<Delivery> queue,
            Consumer<Delivery> released) {
        this.transactionalId = transactionalId;
        this.producers = producers;
        this.queue = queue;
        this.released = released;
    }

    void stop() {
        stop.countDown();
    }

    void awaitStop() {
        try {
            if (!stopped.await(10, TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("step", transactionalId).log("log writer did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        long pause = 50;
        try {
            while (!stopping()) {
                pause = serve() ? 50 : Math.min(pause * 2, LONGEST_PAUSE.toMillis());
                stop.await(ThreadLocalRandom.current().nextLong(pause / 2, pause), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Opens a producer and uses it until it fails or the service stops; true where it did any work. */
    private boolean serve() throws InterruptedException {
        boolean worked = false;
        Producer<byte[], byte[]> producer = null;
        try {
            producer = producers.apply(transactionalId);
            producer.initTransactions();
            Result result = Result.DONE;
            while (result == Result.DONE && !stopping()) {
                Delivery delivery = queue.poll(100, TimeUnit.MILLISECONDS);
                if (delivery != null) {
                    result = take(producer, delivery);
                    worked |= result != Result.BROKEN;
                }
            }
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("log can't be reached");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("log writer failed and starts again");
        } finally {
            if (producer != null) {
                producer.close(Duration.ofMillis(stopping() ? 1000 : 0));
            }
        }
        return worked;
    }

    private enum Result {
        DONE,
        /** The producer can't be trusted any more. */
        BROKEN,
        /** The same, but the delivery is none the worse for it. */
        AGAIN
    }

    private Result take(Producer<byte[], byte[]> producer, Delivery delivery) {
        Result result = Result.BROKEN;
        try {
            result = delivery.begin(transactionalId) ? deliver(producer, delivery) : Result.DONE;
            return result;
        } finally {
            if (result == Result.AGAIN) {
                queue.add(delivery);
            } else {
                delivery.giveUp("the log writer failed");
                released.accept(delivery);
            }
        }
    }

    private static Result deliver(Producer<byte[], byte[]> producer, Delivery delivery) {
        try {
            producer.beginTransaction();
            send(producer, delivery);
        } catch (KafkaException e) {
            if (isFenced(e) && delivery.again()) {
                return Result.AGAIN;
            }
            delivery.settle(new Outcome.NotLogged(e.toString()));
            return abort(producer);
        }
        if (!delivery.commit()) {
            return abort(producer);
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("outcome of a commit is not known");
            delivery.settle(new Outcome.Unknown(e.toString()));
            return Result.BROKEN;
        }
        delivery.settle(new Outcome.Logged());
        return Result.DONE;
    }

    /** Whoever takes a request over ends the transaction that it may have left open, and the producer with it. */
    private static boolean isFenced(Throwable e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || (e.getCause() != null && isFenced(e.getCause()));
    }

    /** Returns when the broker has acknowledged every record, so that only the commit itself can end in doubt. */
    private static void send(Producer<byte[], byte[]> producer, Delivery delivery) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(delivery.records().size());
        for (ProducerRecord<byte[], byte[]> record : delivery.records()) {
            sent.add(producer.send(record));
        }
        producer.flush();
        try {
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Result abort(Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
            return Result.DONE;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("transaction could not be aborted and will time out");
            return Result.BROKEN;
        }
    }
}
