package dev.sluice.copy;

import java.nio.charset.StandardCharsets;

/**
 * Reads an Avro body in place. A read beyond the end or of an impossible value makes the cursor unreadable and returns a
 * harmless value, so that the caller asks once per row and not once per field.
 */
public final class AvroCursor {
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private boolean unreadable;
    private int start;
    private int length;

    void reset(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        end = to;
        unreadable = from > to;
    }

    int position() {
        return position;
    }

    /** Back to a place that was read before. */
    void rewind(int earlier) {
        position = earlier;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the run of bytes begins that {@link #skipBytes} has just passed. */
    int start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean readWhole() {
        return !unreadable && position == end;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    void giveUp() {
        unreadable = true;
        position = end;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < 64 && position < end; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        giveUp();
        return 0;
    }

    int readInt() {
        long value = readLong();
        if ((int) value != value) {
            giveUp();
            return 0;
        }
        return (int) value;
    }

    long readFixed64() {
        if (end - position < 8) {
            giveUp();
            return 0;
        }
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[position + i] & 0xffL);
        }
        position += 8;
        return value;
    }

    boolean readBoolean() {
        if (position >= end || (bytes[position] & 0xfe) != 0) {
            giveUp();
            return false;
        }
        return bytes[position++] == 1;
    }

    /** Passes a string or bytes value; {@link #start} and {@link #length} then say where it is. */
    void skipBytes() {
        long announced = readLong();
        if (announced < 0 || announced > end - position) {
            giveUp();
            start = position;
            length = 0;
            return;
        }
        start = position;
        length = (int) announced;
        position += length;
    }

    String readText() {
        skipBytes();
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
}
