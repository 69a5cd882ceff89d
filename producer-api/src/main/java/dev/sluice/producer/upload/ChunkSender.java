package dev.sluice.producer.upload;

import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.log.Outcome;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends the chunks of one upload, one transaction each and one after the other. Each carries an event that says how far the
 * upload is; so when the outcome of a chunk is unknown, the log can say whether it is there. A chunk is sent again only
 * after the log said that it isn't there: while the log is away the client simply isn't read from.
 */
final class ChunkSender {
    /** What an event counts for among the bytes in flight. */
    static final long EVENT_BYTES = 1024;

    private final LogWriter log;
    private final BatchLookup lookup;
    private final TopicNames topics;
    private final Duration patience;
    private final Duration silence;
    private final Hold hold;
    private @Nullable Attempt before;
    private volatile long lastSent = System.nanoTime();
    private boolean lost;

    /**
     * @param patience how long to wait for a log that is away
     * @param silence after so long without a chunk the upload may have been closed by others, and must not go on
     * @param before a place before the upload's first event, where it is known
     */
    ChunkSender(
            LogWriter log,
            BatchLookup lookup,
            TopicNames topics,
            Duration patience,
            Duration silence,
            Hold hold,
            @Nullable Attempt before) {
        this.log = log;
        this.lookup = lookup;
        this.topics = topics;
        this.patience = patience;
        this.silence = silence;
        this.hold = hold;
        this.before = before;
    }

    /** Whether somebody else has the upload now. */
    boolean lost() {
        return lost;
    }

    /** Waits until the records are in the log; throws the problem where they are not. */
    void send(List<ProducerRecord<byte[], byte[]>> records, long bytes, Progress progress) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(records);
        all.add(event(progress));
        long deadline = System.nanoTime() + patience.toNanos();
        AtomicReference<@Nullable String> sentUnder = new AtomicReference<>();
        AtomicBoolean gone = new AtomicBoolean();
        while (true) {
            Outcome outcome = before(progress) == null
                    ? new Outcome.NotLogged("Kafka did not answer")
                    : log.write(all, bytes, id -> permitted(id, sentUnder, gone))
                            .join();
            if (gone.get()) {
                lost = true;
                throw Refusal.uploadTakenOver(progress.batchId());
            }
            boolean late = System.nanoTime() >= deadline;
            if (outcome instanceof Outcome.Logged
                    || (outcome instanceof Outcome.Unknown && isThere(progress, sentUnder.get(), deadline))) {
                lastSent = System.nanoTime();
                return;
            }
            if (late && outcome instanceof Outcome.NotLogged not) {
                throw Refusal.logUnavailable(not.cause());
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(100, 500));
        }
    }

    /**
     * While nothing may be sent for a while: the log is told again how far the upload is, before its silence is taken for
     * its end. Nobody can close what has nothing in the log.
     */
    void stays(Progress progress) throws InterruptedException {
        if (progress.chunk() == 0) {
            lastSent = System.nanoTime();
        } else if (System.nanoTime() - lastSent > silence.toNanos() / 2) {
            send(List.of(), EVENT_BYTES, progress);
        }
    }

    /** How often to say so at least. */
    Duration often() {
        return silence.dividedBy(4);
    }

    private boolean permitted(String transactionalId, AtomicReference<@Nullable String> sentUnder, AtomicBoolean gone) {
        boolean silent = System.nanoTime() - lastSent > silence.toNanos();
        if (silent || !hold.stands(transactionalId)) {
            gone.set(true);
            return false;
        }
        sentUnder.set(transactionalId);
        return true;
    }

    private boolean isThere(Progress progress, @Nullable String sentUnder, long deadline) throws InterruptedException {
        Attempt from = before(progress);
        while (from != null) {
            try {
                Attempt attempt = new Attempt(sentUnder, from.partition(), from.offset());
                return lookup.exists(
                        progress.batchId(),
                        attempt,
                        record -> Progress.of(record)
                                .filter(found -> found.chunk() == progress.chunk())
                                .isPresent());
            } catch (BatchLookup.NotAnswered e) {
                if (System.nanoTime() >= deadline) {
                    throw Refusal.outcomeUnknown(progress.batchId());
                }
                Thread.sleep(ThreadLocalRandom.current().nextLong(100, 500));
            }
        }
        return false;
    }

    /** Where the first event of the batch may lie, or null while nobody can say. */
    private @Nullable Attempt before(Progress progress) {
        try {
            if (before == null) {
                before = lookup.before(progress.batchId());
            }
        } catch (BatchLookup.NotAnswered e) {
            return null;
        }
        return before;
    }

    private ProducerRecord<byte[], byte[]> event(Progress progress) {
        return new ProducerRecord<>(
                topics.batches(),
                null,
                Headers.bytes(progress.batchId()),
                progress.toJson(),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(Progress.KIND))));
    }
}
