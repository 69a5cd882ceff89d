package dev.sluice.testkit;

import java.util.List;
import java.util.NavigableSet;

/**
 * A table against the fold of its valid topic, row by row.
 *
 * @param rows in the fold
 * @param missing rows of the fold that the table doesn't hold
 * @param surplus rows of the table that the fold doesn't hold; a changed row is in both
 */
public record Comparison(int rows, NavigableSet<String> missing, NavigableSet<String> surplus) {

    public boolean equal() {
        return missing.isEmpty() && surplus.isEmpty();
    }

    static String row(List<String> cells) {
        return String.join(" | ", cells);
    }
}
