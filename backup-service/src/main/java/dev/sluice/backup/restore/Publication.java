package dev.sluice.backup.restore;

import dev.sluice.backup.runs.Crew;
import dev.sluice.backup.runs.Progress;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Topics;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Sends the difference to the valid topics, from wherever a former attempt has got to. */
final class Publication {
    private final Topics topics;
    private final Subjects subjects;
    private final RestoreModule.Limits limits;
    private final Sources sources;
    private final ChunkSender sender;
    private final Restore restore;
    private final List<Strip> strips;
    private final Progress progress;
    private long sent;

    /** Opens the rows of a strip, from this one on. */
    @FunctionalInterface
    interface Sources {
        RowSource open(Strip strip, long from) throws SQLException, IOException;
    }

    /** Lets everything that was sent be stored before it returns. */
    @FunctionalInterface
    interface Barrier {
        void await() throws SQLException, InterruptedException;
    }

    Publication(
            Topics topics,
            Subjects subjects,
            RestoreModule.Limits limits,
            Sources sources,
            ChunkSender sender,
            Restore restore,
            List<Strip> strips,
            Progress progress) {
        this.topics = topics;
        this.subjects = subjects;
        this.limits = limits;
        this.sources = sources;
        this.sender = sender;
        this.restore = restore;
        this.strips = strips;
        this.progress = progress;
    }

    /** @param written hears how many rows are in the log, after each transaction */
    void run(Barrier barrier, LongConsumer written) throws SQLException, IOException, InterruptedException {
        // The log keeps the mark for a week only; what was written down here can be behind it by one chunk.
        sent = Math.max(sender.sent(), restore.published());
        progress.begin("publishing", total());
        progress.rows(sent);
        for (Strip strip : strips) {
            if (sent < strip.last()) {
                if (strip.removal()) {
                    barrier.await();
                }
                send(strip, written);
            }
        }
    }

    private long total() {
        return strips.isEmpty() ? 0 : strips.get(strips.size() - 1).last();
    }

    private void send(Strip strip, LongConsumer written) throws SQLException, IOException, InterruptedException {
        RestoredRecords records = new RestoredRecords(
                strip.table().contract(),
                topics,
                subjects,
                restore.id(),
                Objects.requireNonNullElse(restore.since(), Map.of()));
        Crew senders = new Crew("restore-sender", limits.senders());
        try (RowSource rows = sources.open(strip, Math.max(0, sent - strip.first() + 1))) {
            while (sent < strip.last()) {
                Chunk chunk = new Chunk(limits.chunkRows());
                sender.begin();
                senders.run(() -> send(strip, records, rows, chunk), rows::end);
                long after = sent + chunk.rows();
                if (chunk.rows() == 0 || after > strip.last()) {
                    throw new IllegalStateException(after + " rows to restore instead of " + strip.last());
                }
                commit(chunk);
                written.accept(sent);
            }
            if (rows.share().next(1) != null) {
                throw new IllegalStateException("more rows to restore than " + strip.last());
            }
        }
    }

    /** One thread's share of a transaction. */
    private void send(Strip strip, RestoredRecords records, RowSource rows, Chunk chunk)
            throws SQLException, IOException {
        RestoredRecords.Maker maker = records.maker();
        RowSource.Share share = rows.share();
        for (int most = chunk.allow(); most > 0; most = chunk.allow()) {
            RowSource.Stretch taken = share.next(most);
            if (taken == null) {
                break;
            }
            long row = strip.first() + taken.first();
            for (byte[] body : taken.bodies()) {
                sender.send(maker.record(body, strip.removal(), row++));
            }
            chunk.add(taken, most);
        }
    }

    private void commit(Chunk chunk) {
        long after = sent + chunk.rows();
        if (after == total()) {
            sender.send(event());
        }
        sender.commit(after);
        sent = after;
        progress.rows(chunk.rows());
        progress.bytes(chunk.bytes());
    }

    /** Goes with the last rows: from then on the ledger expects all of them. */
    private ProducerRecord<byte[], byte[]> event() {
        BatchEvent event = new BatchEvent.Accepted(
                restore.id(), Strip.shares(strips), BatchEvent.Accepted.RESTORE, restore.by(), Instant.now());
        return new ProducerRecord<>(
                topics.names().batches(),
                null,
                Headers.bytes(restore.id()),
                event.toJson(),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(event.kind()))));
    }
}
