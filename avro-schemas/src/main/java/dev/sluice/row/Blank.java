package dev.sluice.row;

import java.nio.charset.StandardCharsets;

/** White space in Unicode's sense, no-break spaces included. */
final class Blank {
    private Blank() {}

    static boolean isBlank(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8)
                .codePoints()
                .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
