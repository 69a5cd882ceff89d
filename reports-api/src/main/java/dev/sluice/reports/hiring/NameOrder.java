package dev.sluice.reports.hiring;

import java.util.Comparator;

/**
 * Names as a report lists them: case-insensitively, ties by code point. Not the database's collation, which differs from
 * one machine to the next.
 */
final class NameOrder implements Comparator<String> {

    static final NameOrder INSTANCE = new NameOrder();

    private NameOrder() {}

    @Override
    public int compare(String left, String right) {
        int folded = compare(left, right, true);
        return folded != 0 ? folded : compare(left, right, false);
    }

    /** By code point and not by char: a supplementary character sorts behind every other one. */
    private static int compare(String left, String right, boolean fold) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int a = left.codePointAt(l);
            int b = right.codePointAt(r);
            int order = fold ? Integer.compare(fold(a), fold(b)) : Integer.compare(a, b);
            if (order != 0) {
                return order;
            }
            l += Character.charCount(a);
            r += Character.charCount(b);
        }
        return Integer.compare(left.length() - l, right.length() - r);
    }

    /** Up and down again, since some letters meet only in upper case. */
    private static int fold(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
