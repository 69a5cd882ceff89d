package dev.sluice.backup.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.backup.files.Finding;
import dev.sluice.backup.runs.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A restore as it is written down. */
record Restore(
        String id,
        RestoreOrder order,
        String by,
        State state,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        @Nullable Map<String, Plan> plan,
        List<Orphans> orphans,
        @Nullable Map<String, Map<Integer, Long>> since,
        long published,
        @Nullable Map<String, Outcome> outcome,
        @Nullable String problem,
        List<Finding> findings,
        @Nullable String refusal) {

    /** Where it stands, in the order in which it goes; only from comparing it may go back, once, to staging. */
    enum State {
        @JsonProperty("verifying")
        VERIFYING,
        @JsonProperty("staging")
        STAGING,
        @JsonProperty("comparing")
        COMPARING,
        @JsonProperty("publishing")
        PUBLISHING,
        @JsonProperty("settling")
        SETTLING,
        @JsonProperty("done")
        DONE,
        /** The end of a dry run. */
        @JsonProperty("planned")
        PLANNED,
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isEnd() {
            return compareTo(DONE) >= 0;
        }

        /** Whether anything may be in the log already. */
        boolean isPublished() {
            return this == PUBLISHING || this == SETTLING || this == DONE;
        }
    }

    /** Whether the table was empty when it was compared: it gets all rows of the backup's file, as they lie there. */
    boolean isWhole(String table) {
        Plan of = plan == null ? null : plan.get(table);
        return of != null && of.live() == 0 && order.mode().isOfFileAlone();
    }

    /** As it is told. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Answer(
            String id,
            String backup,
            List<String> tables,
            RestoreOrder.Mode mode,
            @Nullable Instant until,
            boolean dryRun,
            State state,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt,
            @Nullable Map<String, Plan> plan,
            List<Orphans> orphans,
            Progress.@Nullable View progress,
            @Nullable Map<String, Outcome> outcome,
            @Nullable String batchId,
            @Nullable String problem,
            List<Finding> findings,
            Map<String, String> links) {}

    boolean sendsNothing() {
        return plan == null || plan.values().stream().allMatch(table -> table.upserts() + table.deletes() == 0);
    }

    Answer answer(Progress.@Nullable View progress) {
        String self = "/v1/restores/" + id;
        String batch = state.isPublished() && !sendsNothing() ? id : null;
        Map<String, String> links = batch == null
                ? Map.of("self", self, "events", self + "/events")
                : Map.of("self", self, "events", self + "/events", "receipt", "/v1/batches/" + batch);
        return new Answer(
                id,
                order.backup(),
                order.tables(),
                order.mode(),
                order.until(),
                order.dryRun(),
                state,
                startedAt,
                updatedAt,
                endedAt,
                plan,
                orphans,
                state.isEnd() ? null : progress,
                outcome,
                batch,
                problem,
                findings,
                links);
    }
}
