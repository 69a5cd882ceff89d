package dev.sluice.backup.files;

import dev.sluice.row.AvroOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.avro.Schema;

/**
 * An Avro object container file that several threads append blocks to. Each compresses its own; only the writing itself is
 * done one after the other.
 */
public final class AvroFileWriter implements AutoCloseable {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC = 16;

    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] sync = new byte[SYNC];
    private final RowHash hash = new RowHash();
    private long rows;
    private long bytes;

    public AvroFileWriter(OutputStream out, Schema schema) throws IOException {
        this.out = out;
        new SecureRandom().nextBytes(sync);
        AvroOutput header = new AvroOutput();
        header.raw(MAGIC, 0, MAGIC.length);
        header.avroLong(2);
        text(header, "avro.schema");
        text(header, schema.toString());
        text(header, "avro.codec");
        text(header, "zstandard");
        header.avroLong(0);
        header.raw(sync, 0, SYNC);
        write(header.bytes(), header.size());
    }

    private static void text(AvroOutput out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.avroBytes(utf8, 0, utf8.length);
    }

    /** Takes the block's rows over and empties it. */
    public void append(RowBlock block) throws IOException {
        byte[] compressed = block.compressed();
        AvroOutput head = new AvroOutput();
        head.avroLong(block.rows());
        head.avroLong(compressed.length);
        synchronized (this) {
            write(head.bytes(), head.size());
            write(compressed, compressed.length);
            write(sync, SYNC);
            rows += block.rows();
            hash.add(block.hash());
        }
        block.clear();
    }

    private void write(byte[] source, int length) throws IOException {
        out.write(source, 0, length);
        digest.update(source, 0, length);
        bytes += length;
    }

    public synchronized long rows() {
        return rows;
    }

    public synchronized long bytes() {
        return bytes;
    }

    /** Ends the file, which is durable then, and says what is in it. */
    public synchronized TableFile finish(String table, String file) throws IOException {
        out.close();
        return new TableFile(table, file, rows, bytes, HexFormat.of().formatHex(digest.digest()), hash.text());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
