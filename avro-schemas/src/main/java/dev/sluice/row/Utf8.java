package dev.sluice.row;

/** Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    static final int INVALID = -1;
    static final int NUL = -2;

    private Utf8() {}

    /** The number of code points, or {@link #INVALID}, or {@link #NUL} for text that is valid but holds a NUL. */
    static int codePoints(byte[] b, int from, int to) {
        int count = 0;
        boolean nul = false;
        int i = from;
        while (i < to) {
            byte first = b[i];
            if (first > 0) {
                i++;
            } else if (first == 0) {
                nul = true;
                i++;
            } else {
                int length = sequence(b, i, to);
                if (length == 0) {
                    return INVALID;
                }
                i += length;
            }
            count++;
        }
        return nul ? NUL : count;
    }

    /** Length of the character that begins at {@code i}, or 0 where no valid one begins. */
    public static int length(byte[] b, int i, int to) {
        return b[i] >= 0 ? 1 : sequence(b, i, to);
    }

    /** Length of the byte order mark that some editors put in front of a text: 3 or 0. */
    public static int bomLength(byte[] b) {
        return b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf ? 3 : 0;
    }

    /** Offset of the first byte that is not UTF-8, or {@code to}. */
    public static int firstInvalid(byte[] b, int from, int to) {
        int i = from;
        while (i < to) {
            int length = length(b, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return to;
    }

    /** The length of the sequence of two to four bytes that begins at {@code i}, 0 when it is malformed. */
    private static int sequence(byte[] b, int i, int to) {
        int first = b[i] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        for (int k = 1; k < length; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = b[i + 1] & 0xff;
        boolean overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
        boolean surrogate = first == 0xed && second > 0x9f;
        boolean beyond = first == 0xf4 && second > 0x8f;
        return overlong || surrogate || beyond ? 0 : length;
    }

    /** Whether valid text is white space in Unicode's sense throughout, no-break spaces included. */
    static boolean blank(byte[] b, int from, int to) {
        int i = from;
        while (i < to) {
            int length = length(b, i, to);
            int c = length == 0 ? -1 : codePoint(b, i, length);
            if (c < 0 || !(Character.isWhitespace(c) || Character.isSpaceChar(c))) {
                return false;
            }
            i += length;
        }
        return true;
    }

    private static int codePoint(byte[] b, int i, int length) {
        int c = length == 1 ? b[i] : b[i] & (0xff >> (length + 1));
        for (int k = 1; k < length; k++) {
            c = (c << 6) | (b[i + k] & 0x3f);
        }
        return c;
    }
}
