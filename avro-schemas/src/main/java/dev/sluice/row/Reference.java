package dev.sluice.row;

/**
 * A row's claim that a parent exists.
 *
 * @param field the column that holds the claim
 * @param table the parent's table
 * @param key the parent's key as canonical text
 */
public record Reference(String field, String table, String key) {

    /** What the row is guilty of once nobody expects the parent any more. */
    public Violation violation() {
        return new Violation(Rules.MISSING_REFERENCE, field, table + " has no row " + Excerpt.of(key));
    }
}
