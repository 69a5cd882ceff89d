package dev.sluice.producer.replay;

import dev.sluice.producer.log.Attempt;
import dev.sluice.wire.BatchEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replay of many letters; a batch of its own.
 *
 * @param filter parameters of a filter
 * @param letters how many matched when it began
 * @param until letters that came later are not part of it
 * @param problem what holds it up
 * @param attempt where its last transaction may be found
 */
record Replay(
        String batchId,
        String keyId,
        Map<String, String> filter,
        Options options,
        long letters,
        Instant until,
        State state,
        Progress progress,
        @Nullable String problem,
        Attempt attempt,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /**
     * @param overwrite whether rows may replace those that are in the tables by now
     * @param force whether rows are sent that would be set aside again
     * @param rate letters a second
     */
    record Options(boolean overwrite, boolean force, int rate) {}

    /** Where it stands. */
    enum State {
        RUNNING,
        CANCELLING,
        DONE,
        CANCELLED;

        boolean over() {
            return this == DONE || this == CANCELLED;
        }
    }

    /**
     * How far it has come: each of its transactions says so in the log.
     *
     * @param chunk number of the transaction
     * @param looked letters that were looked at
     * @param sent rows that were sent, which are numbered from 1
     * @param after the letter that was looked at last; null before the first
     */
    record Progress(
            int chunk,
            long looked,
            long sent,
            Sieve.Skipped skipped,
            Map<String, BatchEvent.Share> tables,
            @Nullable Place after) {

        static final Progress NONE = new Progress(0, 0, 0, Sieve.Skipped.NONE, Map.of(), null);

        Progress {
            tables = Map.copyOf(tables);
        }

        Progress looked(int count, Sieve.Skipped more, @Nullable Place last) {
            return new Progress(chunk, looked + count, sent, skipped.plus(more), tables, last);
        }

        /** Rows of several tables are numbered one after the other, in the order of these counts. */
        Progress sent(Map<String, Integer> counts) {
            Map<String, BatchEvent.Share> more = new HashMap<>(tables);
            long rows = sent;
            for (Map.Entry<String, Integer> table : counts.entrySet()) {
                more.merge(table.getKey(), BatchEvent.Share.ofRows(rows + 1, table.getValue()), BatchEvent.Share::plus);
                rows += table.getValue();
            }
            return new Progress(chunk + 1, looked, rows, skipped, more, after);
        }
    }
}
