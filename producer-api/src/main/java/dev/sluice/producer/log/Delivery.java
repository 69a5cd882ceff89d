package dev.sluice.producer.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One transaction's worth of records on its way into the log. Whoever moves the step decides what the client may be told:
 * a delivery that is given up before {@code COMMITTING} can't be committed any more, and one that is given up after it has
 * an unknown outcome.
 */
public final class Delivery {
    /** Asked before the first record is sent; false ends the delivery, and nothing of it is logged. */
    @FunctionalInterface
    public interface Permit {
        Permit ALWAYS = transactionalId -> true;

        boolean given(String transactionalId);
    }

    private enum Step {
        QUEUED,
        SENDING,
        COMMITTING,
        SETTLED
    }

    private final List<ProducerRecord<byte[], byte[]>> records;
    private final long bytes;
    private final Permit permit;
    private boolean again;
    private final AtomicReference<Step> step = new AtomicReference<>(Step.QUEUED);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Delivery(List<ProducerRecord<byte[], byte[]>> records, long bytes, Permit permit) {
        this.records = List.copyOf(records);
        this.bytes = bytes;
        this.permit = permit;
    }

    public List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    public long bytes() {
        return bytes;
    }

    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** False where the time was over before a producer was free, or where the permit was refused. */
    boolean begin(String transactionalId) {
        if (!step.compareAndSet(Step.QUEUED, Step.SENDING)) {
            return false;
        }
        if (!permit.given(transactionalId)) {
            giveUp("somebody else has taken the request over");
            return false;
        }
        return true;
    }

    /** False where the client was already told that nothing is ingested: the transaction must be aborted. */
    boolean commit() {
        return step.compareAndSet(Step.SENDING, Step.COMMITTING);
    }

    /** Back into the queue, once: the producer was taken away before anything was committed. */
    boolean again() {
        boolean first = !again;
        again = true;
        return first && step.compareAndSet(Step.SENDING, Step.QUEUED);
    }

    void settle(Outcome result) {
        step.set(Step.SETTLED);
        outcome.complete(result);
    }

    /** The time is over: says what is true at this moment. */
    void giveUp(String cause) {
        if (step.compareAndSet(Step.QUEUED, Step.SETTLED) || step.compareAndSet(Step.SENDING, Step.SETTLED)) {
            outcome.complete(new Outcome.NotLogged(cause));
        } else {
            outcome.complete(new Outcome.Unknown(cause));
        }
    }
}
