package dev.sluice.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch so far. {@code received = stored + dead + waiting + inFlight}, always.
 *
 * @param table the table, where it is one
 * @param tables the same counts per table, where there are several
 * @param rejects some of the rows that were set aside, where the answer has them
 * @param interrupted where an upload broke off, if it did
 * @param letters what became of the dead rows' letters since; absent where there are none, or where they were not looked up
 * @param received null until the edge's own count was read, as for an upload that is still coming in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String batchId,
        @Nullable String table,
        @Nullable Map<String, Counts> tables,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long received,
        long stored,
        long dead,
        long waiting,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long inFlight,
        State state,
        Map<String, String> links,
        @Nullable List<Reject> rejects,
        @Nullable Interrupted interrupted,
        @Nullable Letters letters) {

    /**
     * An upload broke off; what had come in whole until then was taken in.
     *
     * @param afterLine the last line that was
     */
    public record Interrupted(long afterLine) {}

    /**
     * Where the letters of the dead rows stand; together they are as many as the dead rows.
     *
     * @param open those that somebody must still look at, parked ones and further attempts among them
     * @param resolved those whose row was stored by another batch since
     * @param discarded those that were given up, with a reason
     */
    public record Letters(long open, long resolved, long discarded) {
        static Letters of(long dead, long resolved, long discarded) {
            return new Letters(Math.max(0, dead - resolved - discarded), resolved, discarded);
        }
    }

    /**
     * A row that was set aside.
     *
     * @param row its number in the batch, from 1
     * @param reasons JSON list of {@code {rule, field, message}}
     */
    public record Reject(
            String table, @Nullable Long row, @JsonRawValue String reasons) {}

    /** The counts of one table in a batch. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Counts(
            @Nullable Long received,
            long stored,
            long dead,
            long waiting,
            @Nullable Long inFlight) {
        /**
         * Sink and validator are read apart from each other: a row that waited may be counted as stored before it is
         * counted as waiting no more.
         */
        public static Counts of(@Nullable Long received, long stored, long dead, long waiting) {
            if (received == null) {
                return new Counts(null, stored, dead, waiting, null);
            }
            long open = received - stored - dead;
            long stillWaiting = Math.max(0, Math.min(waiting, open));
            return new Counts(received, stored, dead, stillWaiting, open - stillWaiting);
        }

        Counts plus(Counts other) {
            Long sum = received == null || other.received == null ? null : Long.valueOf(received + other.received);
            return of(sum, stored + other.stored, dead + other.dead, waiting + other.waiting);
        }
    }

    /** Where a batch stands. */
    public enum State {
        /** Rows are still coming in, or the edge's count was not read yet. */
        @JsonProperty("receiving")
        RECEIVING,
        /** All rows are in the log; some have no outcome yet. */
        @JsonProperty("processing")
        PROCESSING,
        /** Every row is stored or a dead letter. */
        @JsonProperty("settled")
        SETTLED
    }

    /** @param tables at least one */
    public static Receipt of(String batchId, Map<String, Counts> tables) {
        Counts all = tables.values().stream().reduce(Counts.of(0L, 0, 0, 0), Counts::plus);
        String only = tables.size() == 1 ? tables.keySet().iterator().next() : null;
        return new Receipt(
                batchId,
                only,
                only == null ? tables : null,
                all.received(),
                all.stored(),
                all.dead(),
                all.waiting(),
                all.inFlight(),
                state(all),
                links(batchId),
                null,
                null,
                null);
    }

    public Receipt with(List<Reject> someRejects) {
        return with(links, List.copyOf(someRejects), interrupted, letters);
    }

    public Receipt interruptedAfter(long line) {
        return with(links, rejects, new Interrupted(line), letters);
    }

    Receipt with(Letters split) {
        return with(links, rejects, interrupted, split);
    }

    /** The same, and beside it where another batch is. */
    public Receipt linked(String name, String otherBatch) {
        Map<String, String> more = new LinkedHashMap<>(links);
        more.put(name, "/v1/batches/" + otherBatch);
        return with(more, rejects, interrupted, letters);
    }

    private Receipt with(
            Map<String, String> otherLinks,
            @Nullable List<Reject> otherRejects,
            @Nullable Interrupted otherInterrupted,
            @Nullable Letters otherLetters) {
        return new Receipt(
                batchId,
                table,
                tables,
                received,
                stored,
                dead,
                waiting,
                inFlight,
                state,
                otherLinks,
                otherRejects,
                otherInterrupted,
                otherLetters);
    }

    private static State state(Counts all) {
        if (all.inFlight() == null) {
            return State.RECEIVING;
        }
        return all.inFlight() == 0 && all.waiting() == 0 ? State.SETTLED : State.PROCESSING;
    }

    private static Map<String, String> links(String batchId) {
        return Map.of("self", "/v1/batches/" + batchId, "deadLetters", "/v1/dead-letters?batch=" + batchId);
    }
}
