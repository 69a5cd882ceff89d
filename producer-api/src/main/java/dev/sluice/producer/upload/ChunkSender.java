package dev.sluice.producer.upload;

import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.log.Outcome;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of one upload into the log, one transaction after the other, each with a progress event. A chunk that
 * was not logged is sent again, and one whose outcome is unknown only after the log said that it isn't there: while the
 * log is away the client simply isn't read from.
 */
final class ChunkSender {
    /** Kind of the event that each chunk carries; those who count batches pass it over. */
    static final String PROGRESS = "progress";

    private final LogWriter log;
    private final BatchLookup lookup;
    private final TopicNames topics;
    private final String batchId;
    private final Duration patience;
    private @Nullable Attempt before;
    private int chunks;

    ChunkSender(LogWriter log, BatchLookup lookup, TopicNames topics, String batchId, Duration patience) {
        this.log = log;
        this.lookup = lookup;
        this.topics = topics;
        this.batchId = batchId;
        this.patience = patience;
    }

    /** Waits until the records are in the log; throws the problem where they are not. */
    void send(List<ProducerRecord<byte[], byte[]>> records, long bytes, String progress) throws InterruptedException {
        int chunk = ++chunks;
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(records);
        all.add(event(chunk, progress));
        long deadline = System.nanoTime() + patience.toNanos();
        AtomicReference<@Nullable String> sentUnder = new AtomicReference<>();
        while (true) {
            Outcome outcome = before() == null
                    ? new Outcome.NotLogged("Kafka did not answer")
                    : log.write(all, bytes, transactionalId -> {
                                sentUnder.set(transactionalId);
                                return true;
                            })
                            .join();
            boolean late = System.nanoTime() >= deadline;
            if (outcome instanceof Outcome.Logged
                    || (outcome instanceof Outcome.Unknown && isThere(chunk, sentUnder.get(), deadline))) {
                return;
            }
            if (late && outcome instanceof Outcome.NotLogged not) {
                throw Refusal.logUnavailable(not.cause());
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(100, 500));
        }
    }

    private boolean isThere(int chunk, @Nullable String sentUnder, long deadline) throws InterruptedException {
        Attempt from = before();
        while (from != null) {
            try {
                Attempt attempt = new Attempt(sentUnder, from.partition(), from.offset());
                return lookup.exists(batchId, attempt, record -> isChunk(record, chunk));
            } catch (BatchLookup.NotAnswered e) {
                if (System.nanoTime() >= deadline) {
                    throw Refusal.outcomeUnknown(batchId);
                }
                Thread.sleep(ThreadLocalRandom.current().nextLong(100, 500));
            }
        }
        return false;
    }

    /** Where the first event of the batch may lie, or null while nobody can say. */
    private @Nullable Attempt before() {
        try {
            if (before == null) {
                before = lookup.before(batchId);
            }
        } catch (BatchLookup.NotAnswered e) {
            return null;
        }
        return before;
    }

    private ProducerRecord<byte[], byte[]> event(int chunk, String progress) {
        String json = "{\"batch\":\"" + batchId + "\",\"chunk\":" + chunk + "," + progress + "}";
        return new ProducerRecord<>(
                topics.batches(),
                null,
                Headers.bytes(batchId),
                Headers.bytes(json),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(PROGRESS))));
    }

    private static boolean isChunk(ConsumerRecord<byte[], byte[]> record, int chunk) {
        return record.value() != null
                && Headers.text(record.headers(), Headers.EVENT)
                        .filter(PROGRESS::equals)
                        .isPresent()
                && new String(record.value(), StandardCharsets.UTF_8).contains("\"chunk\":" + chunk + ",");
    }
}
