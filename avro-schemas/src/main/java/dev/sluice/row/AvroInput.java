package dev.sluice.row;

/**
 * Avro's binary encoding, read without trust: a length is compared with what is left before anything is made of it.
 * After a malformed value every read answers 0 and {@link #broken} stays true.
 */
final class AvroInput {
    private final byte[] b;
    private int pos;
    private boolean broken;

    /** Where the string or bytes that were read last begin and end. */
    int from;

    int to;

    AvroInput(byte[] b, int start) {
        this.b = b;
        this.pos = start;
    }

    byte[] bytes() {
        return b;
    }

    boolean broken() {
        return broken;
    }

    int left() {
        return b.length - pos;
    }

    int readInt() {
        long value = readLong();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            broken = true;
            return 0;
        }
        return (int) value;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < 70 && pos < b.length; shift += 7) {
            byte next = b[pos++];
            if (shift == 63 && (next & 0x7e) != 0) {
                break;
            }
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        broken = true;
        return 0;
    }

    boolean readBoolean() {
        int value = pos < b.length ? b[pos++] : -1;
        if (value != 0 && value != 1) {
            broken = true;
        }
        return value == 1;
    }

    float readFloat() {
        return Float.intBitsToFloat((int) littleEndian(4));
    }

    double readDouble() {
        return Double.longBitsToDouble(littleEndian(8));
    }

    private long littleEndian(int size) {
        long bits = 0;
        int start = pos;
        if (advance(size)) {
            for (int i = 0; i < size; i++) {
                bits |= (b[start + i] & 0xffL) << (8 * i);
            }
        }
        return bits;
    }

    /** Sets {@link #from} and {@link #to} to the content. */
    boolean readBytes() {
        return readFixed(readLong());
    }

    boolean readFixed(long size) {
        from = pos;
        boolean there = advance(size);
        to = pos;
        return there;
    }

    private boolean advance(long size) {
        if (broken || size < 0 || size > b.length - pos) {
            broken = true;
            return false;
        }
        pos += (int) size;
        return true;
    }
}
