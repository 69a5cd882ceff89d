package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.ledger.Receipt;
import dev.sluice.problem.ProblemException;
import dev.sluice.producer.batch.Batch;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.BatchEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * One batch that comes in as files of any size. Its rows go into the log chunk by chunk; its event, which says how many
 * there are, goes last.
 */
final class Upload {
    private final String batchId;
    private final ChunkSender sender;
    private final TopicNames topics;
    private final Clock clock;
    private final GeneratedIds generated;
    private final Quotas quotas;
    private final String source;
    private final String keyId;
    private final Map<String, BatchEvent.Share> shares = new LinkedHashMap<>();
    private Chunk chunk = new Chunk();
    private long rows;
    private long line;

    Upload(
            String batchId,
            ChunkSender sender,
            TopicNames topics,
            Clock clock,
            GeneratedIds generated,
            Quotas quotas,
            String source,
            String keyId) {
        this.batchId = batchId;
        this.sender = sender;
        this.topics = topics;
        this.clock = clock;
        this.generated = generated;
        this.quotas = quotas;
        this.source = source;
        this.keyId = keyId;
    }

    /** Sends all rows of a file. */
    void add(Contract contract, RowStream file) throws IOException, InterruptedException {
        shares.putIfAbsent(contract.table(), new BatchEvent.Share(0, 0));
        for (IncomingRow row = file.next(); row != null; row = file.next()) {
            if (row.value() != null && row.value().length > Limits.MAX_ROW_BYTES) {
                throw Refusal.rowTooLarge(rows + chunk.rows().size() + 1);
            }
            chunk.add(row);
            if (chunk.full()) {
                send(contract, file.line());
            }
        }
        send(contract, file.line());
    }

    boolean hasRows() {
        return rows > 0;
    }

    /** Ends the batch. Nothing may be added after it. */
    Receipt finish(@Nullable Long interruptedAfter) throws InterruptedException {
        BatchEvent event = new BatchEvent.Accepted(batchId, shares, source, keyId, clock.instant(), interruptedAfter);
        sender.send(List.of(Batch.event(topics, event)), 1024, "\"rows\":0,\"line\":" + line);
        Map<String, Receipt.Counts> counts = new LinkedHashMap<>();
        shares.forEach((table, share) -> counts.put(table, Receipt.Counts.of(share.rows(), 0, 0, 0)));
        Receipt receipt = Receipt.of(batchId, counts);
        return interruptedAfter == null ? receipt : receipt.interruptedAfter(interruptedAfter);
    }

    /** What is told when the upload broke off after whole chunks were sent. */
    ProblemException brokenOff(ProblemException reason) {
        return reason.problem()
                .with("batchId", batchId)
                .with("ingested", Map.of("rows", rows, "lines", line))
                .with("links", Map.of("self", "/v1/batches/" + batchId))
                .exception();
    }

    long line() {
        return line;
    }

    private void send(Contract contract, long upTo) throws InterruptedException {
        int count = chunk.rows().size();
        if (count == 0) {
            return;
        }
        String table = contract.table();
        String progress =
                "\"table\":\"%s\",\"from\":%d,\"rows\":%d,\"line\":%d".formatted(table, rows + 1, count, upTo);
        quotas.await(keyId, count, chunk.bytes());
        List<IncomingRow> complete = GeneratedIds.give(chunk.rows(), reserve(contract));
        sender.send(Batch.records(batchId, topics.raw(table), complete, rows + 1), chunk.bytes(), progress);
        shares.merge(table, BatchEvent.Share.ofRows(rows + 1, count), BatchEvent.Share::plus);
        rows += count;
        line = upTo;
        chunk = new Chunk();
    }

    private List<Long> reserve(Contract contract) {
        try {
            return generated.reserve(contract, chunk.rows());
        } catch (DataAccessException e) {
            throw Refusal.databaseUnavailable();
        }
    }
}
