package dev.sluice.row;

/** Which parents exist. */
public interface References {
    /** For callers that leave references to a later stage. */
    References TRUSTED = (table, key) -> true;

    /** Whether the table has a row of this key (canonical text). */
    boolean present(String table, String key);
}
