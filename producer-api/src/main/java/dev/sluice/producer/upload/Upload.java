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
 * there are, goes last. Rows that an earlier attempt has put there already are passed over, once they were seen to be the
 * same.
 */
final class Upload {
    private final Standing standing;
    private final ChunkSender sender;
    private final TopicNames topics;
    private final Clock clock;
    private final GeneratedIds generated;
    private final Quotas quotas;
    private final RowDigest digest;
    private Progress progress;
    private Chunk chunk;
    private long seen;

    Upload(
            Standing standing,
            ChunkSender sender,
            TopicNames topics,
            Clock clock,
            GeneratedIds generated,
            Quotas quotas) {
        this.standing = standing;
        this.sender = sender;
        this.topics = topics;
        this.clock = clock;
        this.generated = generated;
        this.quotas = quotas;
        this.digest = standing.claim() == null ? RowDigest.none() : RowDigest.sha256();
        this.progress = standing.progress();
        this.chunk = new Chunk(quotas);
    }

    /** Sends all rows of a file. */
    void add(Contract contract, RowStream file) throws IOException, InterruptedException {
        progress = progress.touching(contract.table());
        digest.table(contract.table());
        for (IncomingRow row = file.next(); row != null; row = file.next()) {
            digest.row(row);
            seen++;
            if (seen > standing.progress().rows()) {
                take(contract, file, row);
            } else if (seen == standing.progress().rows() && !same()) {
                throw Refusal.idempotencyMismatch();
            }
        }
        send(contract, file.line());
    }

    private boolean same() {
        String known = standing.progress().digest();
        return known == null || known.equals(digest.now());
    }

    private void take(Contract contract, RowStream file, IncomingRow row) throws InterruptedException {
        if (standing.ended() != null) {
            throw Refusal.idempotencyMismatch();
        }
        if (row.value() != null && row.value().length > Limits.MAX_ROW_BYTES) {
            throw Refusal.rowTooLarge(seen);
        }
        chunk.add(row);
        if (chunk.full()) {
            send(contract, file.line());
        }
    }

    /** Ends the batch. Nothing may be added after it. */
    Receipt finish(@Nullable Long interruptedAfter) throws InterruptedException {
        BatchEvent event = new BatchEvent.Accepted(
                progress.batchId(),
                progress.tables(),
                progress.source(),
                progress.keyId(),
                clock.instant(),
                interruptedAfter);
        Progress last = progress.last();
        sender.send(List.of(Batch.event(topics, event)), ChunkSender.EVENT_BYTES, last);
        progress = last;
        return receipt(last.batchId(), last.tables(), interruptedAfter);
    }

    static Receipt receipt(String batchId, Map<String, BatchEvent.Share> tables, @Nullable Long interruptedAfter) {
        Map<String, Receipt.Counts> counts = new LinkedHashMap<>();
        tables.forEach((table, share) -> counts.put(table, Receipt.Counts.of(share.rows(), 0, 0, 0)));
        Receipt receipt = Receipt.of(batchId, counts);
        return interruptedAfter == null ? receipt : receipt.interruptedAfter(interruptedAfter);
    }

    /** How many rows there will be, nobody knows yet. */
    static Receipt receiving(Progress progress) {
        Map<String, Receipt.Counts> counts = new LinkedHashMap<>();
        progress.tables().keySet().forEach(table -> counts.put(table, Receipt.Counts.of(null, 0, 0, 0)));
        return Receipt.of(progress.batchId(), counts);
    }

    /** What is told when the upload broke off after whole chunks were sent. */
    ProblemException brokenOff(ProblemException reason) {
        return reason.problem()
                .with("batchId", progress.batchId())
                .with("ingested", Map.of("rows", progress.rows(), "lines", progress.line()))
                .with("links", Map.of("self", "/v1/batches/" + progress.batchId()))
                .exception();
    }

    /** How far the log has it. */
    Progress progress() {
        return progress;
    }

    /** Whether as many rows came as an earlier attempt has sent. */
    boolean caughtUp() {
        return seen >= standing.progress().rows();
    }

    boolean lost() {
        return sender.lost();
    }

    private void send(Contract contract, long upTo) throws InterruptedException {
        int count = chunk.rows().size();
        if (count == 0) {
            return;
        }
        String table = contract.table();
        quotas.await(progress.keyId(), count, chunk.bytes(), sender.often(), () -> sender.stays(progress));
        List<IncomingRow> complete = GeneratedIds.give(chunk.rows(), reserve(contract));
        Progress next = progress.with(table, count, upTo, digest.now());
        sender.send(
                Batch.records(progress.batchId(), topics.raw(table), complete, progress.rows() + 1),
                chunk.bytes(),
                next);
        progress = next;
        chunk = new Chunk(quotas);
    }

    private List<Long> reserve(Contract contract) {
        try {
            return generated.reserve(contract, chunk.rows());
        } catch (DataAccessException e) {
            throw Refusal.databaseUnavailable();
        }
    }
}
