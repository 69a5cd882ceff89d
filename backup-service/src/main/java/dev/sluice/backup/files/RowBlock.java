package dev.sluice.backup.files;

import dev.sluice.row.AvroOutput;

/** Rows that one thread has collected for a file. */
public final class RowBlock implements AutoCloseable {
    private static final int FULL = 512 << 10;

    private final AvroOutput rows = new AvroOutput();
    private final BlockCodec codec = new BlockCodec();
    private RowHash hash = new RowHash();
    private int count;

    /** Where the next row is to be written; {@link #added} says that it is there. */
    public AvroOutput output() {
        return rows;
    }

    /** @param from where the row that was just written begins */
    public void added(int from) {
        hash.add(rows.bytes(), from, rows.size());
        count++;
    }

    public boolean isFull() {
        return rows.size() >= FULL;
    }

    public int rows() {
        return count;
    }

    RowHash hash() {
        return hash;
    }

    byte[] compressed() {
        return codec.compress(rows.bytes(), rows.size());
    }

    void clear() {
        rows.clear();
        hash = new RowHash();
        count = 0;
    }

    @Override
    public void close() {
        codec.close();
    }
}
