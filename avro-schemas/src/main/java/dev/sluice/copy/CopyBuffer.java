package dev.sluice.copy;

import java.util.Arrays;

/** Rows in PostgreSQL's binary COPY format, growing as rows are appended. */
public final class CopyBuffer {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private byte[] bytes;
    private int size;

    public CopyBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    public void clear() {
        size = 0;
    }

    /** What comes before the first row. */
    public void begin() {
        append(SIGNATURE, 0, SIGNATURE.length);
        int32(0);
        int32(0);
    }

    /** What comes after the last row. */
    public void end() {
        int16(-1);
    }

    public int size() {
        return size;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Takes back everything after the mark: a row that could not be encoded leaves nothing behind. */
    void truncate(int mark) {
        size = mark;
    }

    void int16(int value) {
        room(2);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    void int32(int value) {
        room(4);
        put32(size, value);
        size += 4;
    }

    void int64(long value) {
        room(8);
        put32(size, (int) (value >>> 32));
        put32(size + 4, (int) value);
        size += 8;
    }

    void int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void append(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** A field of a length known only after its bytes are written: reserve, write, then {@link #close}. */
    int open() {
        room(4);
        size += 4;
        return size;
    }

    void close(int opened) {
        put32(opened - 4, size - opened);
    }

    private void put32(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), size + more));
        }
    }
}
