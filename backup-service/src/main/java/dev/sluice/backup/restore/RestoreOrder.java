package dev.sluice.backup.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall be restored.
 *
 * @param tables parents first
 * @param until up to when the log is followed; null for now
 */
record RestoreOrder(
        String backup,
        List<String> tables,
        Mode mode,
        @Nullable Instant until,
        boolean dryRun) {

    /** What the tables are to be afterwards. */
    enum Mode {
        /** As the backup, row by row. */
        @JsonProperty("exact")
        EXACT,
        /** As they are, and what the backup has besides or otherwise. */
        @JsonProperty("merge")
        MERGE,
        /** As the backup and the log after it say. */
        @JsonProperty("latest")
        LATEST;

        /** Whether rows that are not among the wanted ones go. */
        boolean removes() {
            return this != MERGE;
        }

        /** Whether the wanted rows are those of the backup's file, and no others. */
        boolean isOfFileAlone() {
            return this != LATEST;
        }
    }

    RestoreOrder {
        tables = List.copyOf(tables);
    }
}
