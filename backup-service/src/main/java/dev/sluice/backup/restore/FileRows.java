package dev.sluice.backup.restore;

import dev.sluice.backup.files.RowHash;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.row.BodyRewriter;
import java.io.IOException;
import java.util.Collection;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a file has them, encoded for PostgreSQL. Those of an older contract are written anew first: columns that came later
 * are null. For one thread.
 */
final class FileRows {
    private final CopyEncoder encoder;
    private final @Nullable BodyRewriter rewriter;
    private final Tally tally = new Tally();

    /** Of what went through: how many rows, and what they add up to. Several threads' can be brought together in one. */
    static final class Tally {
        private final RowHash asWritten = new RowHash();
        private final RowHash asLoaded = new RowHash();
        private long rows;

        synchronized void add(Tally other) {
            asWritten.add(other.asWritten);
            asLoaded.add(other.asLoaded);
            rows += other.rows;
        }

        synchronized long rows() {
            return rows;
        }

        /** The hash of the rows as the file has them. */
        synchronized String asWritten() {
            return asWritten.text();
        }

        /** The hash of the rows as the table has them now. */
        synchronized String asLoaded() {
            return asLoaded.text();
        }
    }

    /** @param columns those of the table that the rows are for */
    FileRows(Contract contract, String schema, Collection<Column> columns) throws IOException {
        this.encoder = CopyEncoder.of(contract, columns);
        Schema written = parse(schema);
        this.rewriter = BodyRewriter.between(written, contract.schema()).orElse(null);
    }

    static Schema parse(String schema) throws IOException {
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException e) {
            throw new IOException("the schema of the file can't be read", e);
        }
    }

    /** Appends all rows of a block; there must be exactly so many. */
    void encode(byte[] block, long rows, CopyBuffer out) throws IOException {
        int at = 0;
        for (long i = 0; i < rows; i++) {
            at = rewriter == null ? encodeInPlace(block, at, out) : encodeAnew(rewriter, block, at, out);
        }
        if (at != block.length) {
            throw new IOException("a block holds more than its rows");
        }
        tally.rows += rows;
    }

    private int encodeInPlace(byte[] block, int at, CopyBuffer out) throws IOException {
        int end = encoder.encodeNext(block, at, encoder.noReferences(), out);
        if (end < 0) {
            throw new IOException("a row that is none of this table");
        }
        tally.asWritten.add(block, at, end);
        tally.asLoaded.add(block, at, end);
        return end;
    }

    private int encodeAnew(BodyRewriter present, byte[] block, int at, CopyBuffer out) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(block, at, block.length - at, null);
        byte[] row = present.rewrite(decoder);
        int end = block.length - decoder.inputStream().available();
        if (!encoder.encode(row, 0, encoder.noReferences(), out)) {
            throw new IOException("a row that is none of this table");
        }
        tally.asWritten.add(block, at, end);
        tally.asLoaded.add(row, 0, row.length);
        return end;
    }

    Tally tally() {
        return tally;
    }
}
