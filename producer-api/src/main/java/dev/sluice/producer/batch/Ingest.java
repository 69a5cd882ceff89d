package dev.sluice.producer.batch;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.BatchIds;
import dev.sluice.ledger.Receipt;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.log.Delivery;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.log.Outcome;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.topics.TopicNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.dao.DataAccessException;

/** Takes the rows of a request, makes them one batch and one transaction, and answers with its receipt. */
public final class Ingest {
    private final Contracts contracts;
    private final TopicNames topics;
    private final LogWriter log;
    private final BatchIds ids;
    private final Clock clock;
    private final GeneratedIds generated;

    public Ingest(
            Contracts contracts, TopicNames topics, LogWriter log, BatchIds ids, Clock clock, GeneratedIds generated) {
        this.contracts = contracts;
        this.topics = topics;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.generated = generated;
    }

    public Contract contract(String table) {
        return contracts.find(table).orElseThrow(() -> Refusal.unknownTable(table));
    }

    public CompletableFuture<Receipt> batch(Rows rows, String keyId) {
        check(rows);
        Batch batch = newBatch(newBatchId(), GeneratedIds.give(rows, reserve(rows)), keyId);
        return send(batch, Delivery.Permit.ALWAYS).thenApply(outcome -> receipt(batch, outcome));
    }

    private Map<String, List<Long>> reserve(Rows rows) {
        try {
            return generated.reserve(rows);
        } catch (DataAccessException e) {
            throw Refusal.databaseUnavailable();
        }
    }

    String newBatchId() {
        return ids.next();
    }

    Batch newBatch(String batchId, Rows rows, String keyId) {
        return new Batch(batchId, rows, keyId, clock.instant());
    }

    CompletableFuture<Outcome> send(Batch batch, Delivery.Permit permit) {
        List<ProducerRecord<byte[], byte[]>> records = batch.records(topics);
        return log.write(records, bytes(records), permit);
    }

    /** The receipt of what is in the log; everything else is thrown. */
    public static Receipt receipt(Batch batch, Outcome outcome) {
        return outcome.fold(
                logged -> batch.receipt(),
                notLogged -> {
                    throw new CompletionException(Refusal.logUnavailable(notLogged.cause()));
                },
                unknown -> {
                    throw new CompletionException(Refusal.outcomeUnknown(batch.id()));
                });
    }

    public static void check(Rows rows) {
        int count = 0;
        for (List<IncomingRow> some : rows.tables().values()) {
            count += some.size();
            for (int i = 0; i < some.size(); i++) {
                byte[] value = some.get(i).value();
                if (value != null && value.length > Limits.MAX_ROW_BYTES) {
                    throw Refusal.rowTooLarge(i + 1);
                }
            }
        }
        if (count < 1 || count > Limits.MAX_ROWS) {
            throw Refusal.batchSize(count);
        }
    }

    private static long bytes(List<ProducerRecord<byte[], byte[]>> records) {
        long bytes = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            bytes += 64 + (record.value() == null ? 0 : record.value().length);
        }
        return bytes;
    }
}
