package dev.sluice.producer.replay;

import dev.sluice.contract.Contracts;
import dev.sluice.producer.batch.Batch;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.Delivery;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.log.Outcome;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A replay as the log has it: its rows in transactions, each with an event that says how far the replay has come with it,
 * and last the event that every batch has.
 */
final class ReplayLog {
    /** Kind of the event that each transaction carries; those who count batches pass it over. */
    static final String REPLAYED = "replayed";

    private final LogWriter log;
    private final BatchLookup lookup;
    private final Contracts contracts;
    private final TopicNames topics;
    private final JsonMapper json;
    private final Clock clock;

    ReplayLog(LogWriter log, BatchLookup lookup, Contracts contracts, TopicNames topics, JsonMapper json, Clock clock) {
        this.log = log;
        this.lookup = lookup;
        this.contracts = contracts;
        this.topics = topics;
        this.json = json;
        this.clock = clock;
    }

    /** Where the first event would come to lie at the earliest. */
    Attempt before(String batchId) throws BatchLookup.NotAnswered {
        return lookup.before(batchId);
    }

    /**
     * What the log knows of a replay.
     *
     * @param over whether the batch is whole
     */
    record Known(Optional<Replay.Progress> progress, boolean over) {}

    /** Ends what somebody else may have left open, and reads how far he had come. */
    Known known(Replay replay) throws BatchLookup.NotAnswered {
        AtomicReference<Replay.@Nullable Progress> last = new AtomicReference<>();
        boolean over = lookup.exists(replay.batchId(), replay.attempt(), record -> {
            progress(record).ifPresent(last::set);
            return isAccepted(record);
        });
        return new Known(Optional.ofNullable(last.get()), over);
    }

    /** Whether a transaction that had no clear outcome is there. */
    boolean isThere(Replay replay, @Nullable String transactionalId, int chunk) throws BatchLookup.NotAnswered {
        Attempt attempt = new Attempt(
                transactionalId, replay.attempt().partition(), replay.attempt().offset());
        return lookup.exists(
                replay.batchId(),
                attempt,
                record -> progress(record)
                        .filter(progress -> progress.chunk() == chunk)
                        .isPresent());
    }

    /** @param rows by table, numbered from {@code first} in this order */
    List<ProducerRecord<byte[], byte[]>> rows(Replay replay, Map<String, List<Letter>> rows, Replay.Progress before) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        long first = before.sent() + 1;
        for (Map.Entry<String, List<Letter>> table : rows.entrySet()) {
            List<IncomingRow> some = table.getValue().stream()
                    .map(letter -> Attempts.of(
                            contracts.get(letter.table()),
                            letter,
                            letter.row(),
                            replay.options().overwrite()))
                    .toList();
            records.addAll(Batch.records(replay.batchId(), topics.raw(table.getKey()), some, first));
            first += some.size();
        }
        return records;
    }

    /** The event of a transaction. */
    ProducerRecord<byte[], byte[]> event(Replay replay, Replay.Progress progress) {
        return new ProducerRecord<>(
                topics.batches(),
                null,
                Headers.bytes(replay.batchId()),
                json.writeValueAsBytes(progress),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(REPLAYED))));
    }

    /** The event that says that all of it is there. */
    ProducerRecord<byte[], byte[]> accepted(Replay replay, Replay.Progress progress) {
        return Batch.event(
                topics,
                new BatchEvent.Accepted(
                        replay.batchId(), progress.tables(), "replay", replay.keyId(), clock.instant()));
    }

    Outcome send(List<ProducerRecord<byte[], byte[]>> records, Delivery.Permit permit) {
        long bytes = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            bytes += 64 + (record.value() == null ? 0 : record.value().length);
        }
        return log.write(records, bytes, permit).join();
    }

    private Optional<Replay.Progress> progress(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || !kind(record).equals(REPLAYED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(record.value(), Replay.Progress.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isAccepted(ConsumerRecord<byte[], byte[]> record) {
        return kind(record).equals(BatchEvent.Accepted.KIND);
    }

    private static String kind(ConsumerRecord<byte[], byte[]> record) {
        return Headers.text(record.headers(), Headers.EVENT).orElse("");
    }
}
