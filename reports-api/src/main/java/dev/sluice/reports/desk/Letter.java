package dev.sluice.reports.desk;

import dev.sluice.row.Violation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that was set aside.
 *
 * @param row place in its batch, from 1
 * @param attempt how often it has been judged
 * @param stateBy the batch or the key that brought it into its state
 * @param stateReason why it was discarded
 * @param firstLetter the letter of the row's first attempt; null in that one
 * @param nextLetter what became of its replay, where that was set aside too
 * @param replaying the batch that the row is on its way with again
 */
record Letter(
        UUID id,
        String table,
        String batch,
        @Nullable Long row,
        @Nullable String key,
        String state,
        Instant stateAt,
        @Nullable String stateBy,
        @Nullable String stateReason,
        int attempt,
        List<Violation> reasons,
        Place source,
        @Nullable Place letter,
        @Nullable UUID firstLetter,
        @Nullable UUID nextLetter,
        @Nullable String replaying,
        Instant createdAt,
        Payload payload) {

    record Place(String topic, int partition, long offset) {}
}
