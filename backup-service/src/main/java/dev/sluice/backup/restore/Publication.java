package dev.sluice.backup.restore;

import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.TupleStream;
import dev.sluice.row.AvroOutput;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Topics;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.sql.Connection;
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
    private static final int LARGEST_CHUNK = 8 << 20;

    private final Topics topics;
    private final Subjects subjects;
    private final int chunkRows;
    private final ChunkSender sender;
    private final Restore restore;
    private final List<Strip> strips;
    private final Progress progress;
    private long chunk;
    private long chunkBytes;
    private long sent;

    /** Lets everything that was sent be stored before it returns. */
    @FunctionalInterface
    interface Barrier {
        void await() throws SQLException, InterruptedException;
    }

    Publication(
            Topics topics,
            Subjects subjects,
            int chunkRows,
            ChunkSender sender,
            Restore restore,
            List<Strip> strips,
            Progress progress) {
        this.topics = topics;
        this.subjects = subjects;
        this.chunkRows = chunkRows;
        this.sender = sender;
        this.restore = restore;
        this.strips = strips;
        this.progress = progress;
    }

    /** @param written hears how many rows are in the log, after each transaction */
    void run(Connection connection, Barrier barrier, LongConsumer written)
            throws SQLException, IOException, InterruptedException {
        // The log keeps the mark for a week only; what was written down here can be behind it by one chunk.
        sent = Math.max(sender.sent(), restore.published());
        progress.begin("publishing", total());
        progress.rows(sent);
        Scratch.execute(connection, "set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0");
        for (Strip strip : strips) {
            if (sent < strip.last()) {
                if (strip.removal()) {
                    barrier.await();
                }
                send(connection, strip, written);
            }
        }
    }

    private long total() {
        return strips.isEmpty() ? 0 : strips.get(strips.size() - 1).last();
    }

    private void send(Connection connection, Strip strip, LongConsumer written) throws SQLException, IOException {
        RestoredRecords records = new RestoredRecords(
                strip.table().contract(),
                topics,
                subjects,
                restore.id(),
                Objects.requireNonNullElse(restore.since(), Map.of()));
        AvroOutput row = new AvroOutput();
        new TupleStream(strip.table().contract()).read(connection, strip.copy(sent), row, from -> {
            byte[] body = row.toBytes();
            row.clear();
            sender.send(records.record(body, strip.removal(), sent + chunk + 1));
            chunk++;
            chunkBytes += body.length;
            if (chunk >= chunkRows || chunkBytes >= LARGEST_CHUNK) {
                commit(written);
            }
        });
        commit(written);
        if (sent != strip.last()) {
            throw new IllegalStateException("rows to restore are gone: " + sent + " instead of " + strip.last());
        }
    }

    private void commit(LongConsumer written) {
        if (chunk == 0) {
            return;
        }
        if (sent + chunk == total()) {
            sender.send(event());
        }
        sender.commit(sent + chunk);
        sent += chunk;
        progress.rows(chunk);
        progress.bytes(chunkBytes);
        chunk = 0;
        chunkBytes = 0;
        written.accept(sent);
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
