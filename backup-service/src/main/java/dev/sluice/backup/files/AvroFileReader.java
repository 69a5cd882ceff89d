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
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a file that {@link AvroFileWriter} wrote. Any Avro reader can; this one keeps rows as bytes. */
public final class AvroFileReader implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST_BLOCK = 256 << 20;

    private final DataInputStream in;
    private final BlockCodec codec = new BlockCodec();
    private final String schema;
    private final byte[] sync;

    /** Rows one after the other, as Avro has them. */
    public static final class Block {
        private final long rows;
        private final byte[] bytes;

        Block(long rows, byte[] bytes) {
            this.rows = rows;
            this.bytes = bytes;
        }

        public long rows() {
            return rows;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    public AvroFileReader(InputStream source) throws IOException {
        in = new DataInputStream(new BufferedInputStream(source, BUFFER));
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
        schema = metadata.getOrDefault("avro.schema", "");
        sync = in.readNBytes(16);
    }

    /** What the rows were written with. */
    public String schema() {
        return schema;
    }

    /** Null at the end of the file. */
    public @Nullable Block next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long rows = readLong(first);
        byte[] compressed = bytes();
        byte[] bytes = codec.decompress(compressed);
        if (!Arrays.equals(in.readNBytes(sync.length), sync)) {
            throw new IOException("a block doesn't end where it says");
        }
        return new Block(rows, bytes);
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
        codec.close();
        in.close();
    }
}
