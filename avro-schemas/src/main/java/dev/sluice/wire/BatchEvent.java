package dev.sluice.wire;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the batches topic says: key is the batch id, the value JSON, the header {@link Headers#EVENT} its kind.
 *
 * <p>Edge and validator count apart from each other; sums of row numbers stand beside the counts, so that a loss cannot
 * hide a double.
 */
public sealed interface BatchEvent {
    String batchId();

    /** Value of the header {@link Headers#EVENT}. */
    String kind();

    <R> R fold(Function<Accepted, R> accepted, Function<Judged, R> judged);

    default byte[] toJson() {
        return BatchEventJson.write(this);
    }

    /** Empty for a kind that this release doesn't know and for anything that is not such an event. */
    static Optional<BatchEvent> parse(String kind, byte[] json) {
        return BatchEventJson.read(kind, json);
    }

    /** Rows of one table in a batch, and the sum of their row numbers. */
    record Share(long rows, long rowSum) {
        /** Rows numbered from {@code first}, one after the other. */
        public static Share ofRows(long first, long rows) {
            return new Share(rows, rows * first + rows * (rows - 1) / 2);
        }

        public Share plus(Share other) {
            return new Share(rows + other.rows, rowSum + other.rowSum);
        }
    }

    /**
     * The edge has put a batch into the log, whole, in the transaction that carries this event.
     *
     * @param source how the rows came in, such as {@code json} or {@code csv}
     * @param keyId the API key that sent it
     * @param interruptedAfter the line after which an upload broke off; null where all of it came in
     */
    record Accepted(
            String batchId,
            Map<String, Share> tables,
            String source,
            @Nullable String keyId,
            Instant time,
            @Nullable Long interruptedAfter)
            implements BatchEvent {
        public static final String KIND = "accepted";
        /** Source of a restore: its rows are put on the valid topics, past edge and validator. */
        public static final String RESTORE = "restore";

        /** Of what came in as a whole. */
        public Accepted(
                String batchId, Map<String, Share> tables, String source, @Nullable String keyId, Instant time) {
            this(batchId, tables, source, keyId, time, null);
        }

        public Accepted {
            tables = Map.copyOf(tables);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public <R> R fold(Function<Accepted, R> accepted, Function<Judged, R> judged) {
            return accepted.apply(this);
        }
    }

    /**
     * The validator has judged some rows of a batch, in the transaction that carries this event. Figures are increments:
     * the sum over all events of a batch, table and raw partition is its state, and {@code waiting} falls again by a
     * negative one.
     */
    record Judged(
            String batchId,
            String table,
            int rawPartition,
            long judged,
            long valid,
            long dead,
            long waiting,
            long rowSum)
            implements BatchEvent {
        public static final String KIND = "judged";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public <R> R fold(Function<Accepted, R> accepted, Function<Judged, R> judged) {
            return judged.apply(this);
        }
    }
}
