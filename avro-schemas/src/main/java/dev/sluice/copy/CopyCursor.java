package dev.sluice.copy;

/** Reads what PostgreSQL sends in binary COPY, in place. */
public final class CopyCursor {
    /** Signature, flags, and the length of an extension that no release has used. */
    private static final int HEADER = 19;

    private byte[] bytes = new byte[0];
    private int position;

    /** At the first tuple of a message, of which the first of all begins with the header. */
    public static CopyCursor of(byte[] message) {
        CopyCursor cursor = new CopyCursor();
        cursor.reset(message);
        return cursor;
    }

    /** The same, with a cursor that was used before. */
    public void reset(byte[] message) {
        bytes = message;
        position = startsWithHeader(message) ? HEADER : 0;
    }

    /** Whether the source begins with the header rather than with a tuple. */
    private static boolean startsWithHeader(byte[] source) {
        return source.length >= HEADER && source[0] == 'P' && source[1] == 'G' && source[2] == 'C';
    }

    /** Whether no tuple is left: the end, or the trailer. */
    public boolean atEnd() {
        return position >= bytes.length || (bytes[position] == -1 && bytes[position + 1] == -1);
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    void skip(int length) {
        position += length;
    }

    int int8() {
        return bytes[position++];
    }

    int int16() {
        int value = bytes[position] << 8 | (bytes[position + 1] & 0xff);
        position += 2;
        return value;
    }

    int int32() {
        int value = bytes[position] << 24
                | (bytes[position + 1] & 0xff) << 16
                | (bytes[position + 2] & 0xff) << 8
                | (bytes[position + 3] & 0xff);
        position += 4;
        return value;
    }

    long int64() {
        return (long) int32() << 32 | (int32() & 0xffffffffL);
    }
}
