package dev.sluice.row;

/**
 * The string that was read last: a piece of the value where it has no escapes, else of a buffer of its own. Pieces stay
 * as they are until the next row begins.
 */
final class JsonText {
    private static final byte[] NOTHING = new byte[0];
    private static final int KEPT = 1 << 16;

    byte[] bytes = NOTHING;
    int from;
    int to;

    private byte[] value = NOTHING;
    private byte[] unescaped = NOTHING;
    private int used;

    void start(byte[] row) {
        value = row;
        used = 0;
    }

    void forget() {
        value = NOTHING;
        bytes = NOTHING;
        if (unescaped.length > KEPT) {
            unescaped = NOTHING;
        }
    }

    /** Reads from behind the opening quote; returns the place behind the closing one, or -place-1 where it is broken. */
    int read(int start) {
        for (int i = start; i < value.length; i++) {
            byte c = value[i];
            if (c == '"') {
                bytes = value;
                from = start;
                to = i;
                return i + 1;
            }
            if (c == '\\') {
                return unescape(start, i);
            }
            if (c >= 0 && c < ' ') {
                return -i - 1;
            }
        }
        return -value.length - 1;
    }

    private int unescape(int start, int escape) {
        if (unescaped.length < value.length) {
            unescaped = new byte[value.length];
        }
        bytes = unescaped;
        from = used;
        copy(start, escape);
        int i = escape;
        while (i < value.length) {
            byte c = value[i];
            if (c == '"') {
                to = used;
                return i + 1;
            }
            if (c >= 0 && c < ' ') {
                return -i - 1;
            }
            if (c != '\\') {
                unescaped[used++] = c;
                i++;
            } else {
                int next = escape(i + 1);
                if (next < 0) {
                    return -i - 1;
                }
                i = next;
            }
        }
        return -value.length - 1;
    }

    private void copy(int start, int end) {
        System.arraycopy(value, start, unescaped, used, end - start);
        used += end - start;
    }

    /** Resolves the escape whose letter is at {@code i}; returns the place behind it, -1 when there is no such escape. */
    private int escape(int i) {
        if (i >= value.length) {
            return -1;
        }
        int letter = value[i];
        int plain = switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
        if (plain >= 0) {
            unescaped[used++] = (byte) plain;
            return i + 1;
        }
        return letter == 'u' ? unicode(i + 1) : -1;
    }

    private int unicode(int i) {
        int c = hex(i);
        if (c < 0) {
            return -1;
        }
        if (Character.isHighSurrogate((char) c)
                && i + 5 < value.length
                && value[i + 4] == '\\'
                && value[i + 5] == 'u') {
            int low = hex(i + 6);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                encode(Character.toCodePoint((char) c, (char) low));
                return i + 10;
            }
        }
        encode(c);
        return i + 4;
    }

    private int hex(int i) {
        if (i + 4 > value.length) {
            return -1;
        }
        int c = 0;
        for (int k = i; k < i + 4; k++) {
            int digit = Character.digit(value[k], 16);
            if (digit < 0) {
                return -1;
            }
            c = c << 4 | digit;
        }
        return c;
    }

    /** A lone surrogate becomes the three bytes that strict UTF-8 forbids, so that whoever checks the text finds it. */
    private void encode(int c) {
        if (c < 0x80) {
            unescaped[used++] = (byte) c;
            return;
        }
        if (c < 0x800) {
            unescaped[used++] = (byte) (0xc0 | (c >> 6));
        } else {
            if (c < 0x10000) {
                unescaped[used++] = (byte) (0xe0 | (c >> 12));
            } else {
                unescaped[used++] = (byte) (0xf0 | (c >> 18));
                follow(c >> 12);
            }
            follow(c >> 6);
        }
        follow(c);
    }

    private void follow(int bits) {
        unescaped[used++] = (byte) (0x80 | (bits & 0x3f));
    }
}
