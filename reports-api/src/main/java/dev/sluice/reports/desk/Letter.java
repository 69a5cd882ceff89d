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
 * @param nextLetter what became of its replay, where that was set aside too
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
        int attempt,
        List<Violation> reasons,
        Place source,
        @Nullable Place letter,
        @Nullable UUID nextLetter,
        Instant createdAt,
        Payload payload) {

    record Place(String topic, int partition, long offset) {}
}
