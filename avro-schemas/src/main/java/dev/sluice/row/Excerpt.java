package dev.sluice.row;

import java.nio.charset.StandardCharsets;

/** A piece of somebody's data, fit to be shown: short, and without characters that break a terminal or a database. */
final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    static String of(byte[] bytes, int from, int to) {
        int shown = Math.min(to, from + 4 * LONGEST + 4);
        return of(new String(bytes, from, shown - from, StandardCharsets.UTF_8));
    }

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int i = 0;
        for (int n = 0; i < text.length() && n < LONGEST; n++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            shown.appendCodePoint(unfit(c) ? 0xFFFD : c);
        }
        return i < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
