package dev.sluice.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
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
        @Nullable Interrupted interrupted) {

    /**
     * An upload broke off; what had come in whole until then was taken in.
     *
     * @param afterLine the last line that was
     */
    public record Interrupted(long afterLine) {}

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
                null);
    }

    public Receipt with(List<Reject> someRejects) {
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
                links,
                List.copyOf(someRejects),
                interrupted);
    }

    public Receipt interruptedAfter(long line) {
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
                links,
                rejects,
                new Interrupted(line));
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
