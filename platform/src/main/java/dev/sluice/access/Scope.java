package dev.sluice.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** What a key allows. */
public enum Scope {
    /** Rows in, rows removed. */
    @JsonProperty("ingest")
    INGEST,
    /** Everything that only reads: tables, receipts, dead letters, reports. */
    @JsonProperty("read")
    READ,
    /** Dead letters mended and sent again: one by one, all that match, or as rows that say which batch they correct. */
    @JsonProperty("replay")
    REPLAY,
    /** Backups made, checked, deleted, and restored. */
    @JsonProperty("backup")
    BACKUP,
    /** Keys. Whoever may make keys may make any, so this one includes all the others. */
    @JsonProperty("admin")
    ADMIN;

    /** As people and the database write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> of(String text) {
        for (Scope scope : values()) {
            if (scope.text().equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
