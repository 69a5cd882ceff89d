package dev.sluice.row;

import java.util.Arrays;

/** Bytes being written, in Avro's binary encoding where the method says so. */
public final class AvroOutput {
    private byte[] buffer = new byte[256];
    private int size;

    public void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    public int size() {
        return size;
    }

    /** The bytes themselves; only those before {@link #size} are meant. */
    public byte[] bytes() {
        return buffer;
    }

    /** Takes back everything after the mark. */
    public void truncate(int mark) {
        size = mark;
    }

    /** Eight bytes in reverse order, as Avro has the bits of a double. */
    public void avroFixed64(long bits) {
        room(8);
        for (int shift = 0; shift < 64; shift += 8) {
            buffer[size++] = (byte) (bits >>> shift);
        }
    }

    public void raw(int b) {
        room(1);
        buffer[size++] = (byte) b;
    }

    public void raw(byte[] source, int from, int to) {
        int length = to - from;
        room(length);
        System.arraycopy(source, from, buffer, size, length);
        size += length;
    }

    /** The decimal text of a number. */
    void digits(long value) {
        room(20);
        if (value < 0) {
            buffer[size++] = '-';
        }
        int start = size;
        long rest = value;
        do {
            buffer[size++] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        for (int left = start, right = size - 1; left < right; left++, right--) {
            byte digit = buffer[left];
            buffer[left] = buffer[right];
            buffer[right] = digit;
        }
    }

    /** Avro's int and long: zigzag, then seven bits a byte. */
    public void avroLong(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    void avroDouble(double value) {
        avroFixed64(Double.doubleToRawLongBits(value));
    }

    /** Avro's string and bytes: the length, then the bytes. */
    public void avroBytes(byte[] source, int from, int to) {
        avroLong(to - from);
        raw(source, from, to);
    }

    private void room(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
