package dev.sluice.backup.files;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of a file that {@link AvroFileWriter} wrote. Any Avro reader can; this one keeps rows as bytes, and
 * hands out blocks to several threads, each of which unpacks its own.
 */
public final class AvroFileReader implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST_BLOCK = 256 << 20;

    private final DataInputStream in;
    private final Schema schema;
    private final byte[] sync;
    private long taken;
    private volatile boolean ended;

    /** Rows one after the other, as Avro has them. */
    public static final class Block {
        private final long first;
        private final long rows;
        private final byte[] bytes;

        Block(long first, long rows, byte[] bytes) {
            this.first = first;
            this.rows = rows;
            this.bytes = bytes;
        }

        /** Number of its first row in the file, from 0 on. */
        public long first() {
            return first;
        }

        public long rows() {
            return rows;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    /** What one thread gets of the file's blocks: those that no other has taken, in the order of the file. */
    public final class Share implements AutoCloseable {
        private final BlockCodec codec = new BlockCodec();

        /** Null when nothing is left. */
        public @Nullable Block next() throws IOException {
            return nextWithRow(0);
        }

        /** The same, but blocks that end before this row are passed over. */
        public @Nullable Block nextWithRow(long row) throws IOException {
            Block packed = take();
            while (packed != null && packed.first + packed.rows <= row) {
                packed = take();
            }
            return packed == null ? null : new Block(packed.first, packed.rows, codec.decompress(packed.bytes));
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    /** Closes the source also when it is none of ours. */
    public AvroFileReader(InputStream source) throws IOException {
        in = new DataInputStream(new BufferedInputStream(source, BUFFER));
        boolean ours = false;
        try {
            schema = header();
            sync = in.readNBytes(16);
            ours = true;
        } finally {
            if (!ours) {
                in.close();
            }
        }
    }

    private Schema header() throws IOException {
        if (in.readInt() != 0x4f626a01) {
            throw new IOException("no Avro file");
        }
        Map<String, String> metadata = new HashMap<>();
        for (long count = readLong(); count > 0; count = readLong()) {
            for (long i = 0; i < count; i++) {
                metadata.put(text(), text());
            }
        }
        if (!"zstandard".equals(metadata.get("avro.codec"))) {
            throw new IOException("packed in another way than Sluice does");
        }
        try {
            return new Schema.Parser().parse(metadata.getOrDefault("avro.schema", ""));
        } catch (AvroRuntimeException e) {
            throw new IOException("the schema of the file can't be read", e);
        }
    }

    /** What the rows were written with. */
    public Schema schema() {
        return schema;
    }

    /** For one thread. */
    public Share share() {
        return new Share();
    }

    /** From any thread: nobody gets another block. */
    public void end() {
        ended = true;
    }

    /** Still packed. */
    private synchronized @Nullable Block take() throws IOException {
        int first = ended ? -1 : in.read();
        if (first < 0) {
            return null;
        }
        long rows = readLong(first);
        byte[] compressed = bytes();
        if (!Arrays.equals(in.readNBytes(sync.length), sync)) {
            throw new IOException("a block doesn't end where it says");
        }
        Block block = new Block(taken, rows, compressed);
        taken += rows;
        return block;
    }

    private String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
        long length = readLong();
        if (length < 0 || length > LARGEST_BLOCK) {
            throw new IOException("a length that can't be: " + length);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the file ends in mid-block");
        }
        return bytes;
    }

    private long readLong() throws IOException {
        return readLong(in.readUnsignedByte());
    }

    private long readLong(int first) throws IOException {
        long value = first & 0x7f;
        int last = first;
        for (int shift = 7; (last & 0x80) != 0; shift += 7) {
            if (shift > 63) {
                throw new IOException("a number that is too long");
            }
            last = in.readUnsignedByte();
            value |= (last & 0x7fL) << shift;
        }
        return (value >>> 1) ^ -(value & 1);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
