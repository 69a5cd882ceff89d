package dev.sluice.backup.restore;

import dev.sluice.backup.files.RowHash;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyEncoder;
import dev.sluice.row.BodyRewriter;
import dev.sluice.row.BodySplitter;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a file has them, encoded for PostgreSQL. Those of an older contract are written anew first: columns that came later
 * are null. For one thread.
 */
final class FileRows {
    private final CopyEncoder encoder;
    private final BodySplitter splitter;
    private final @Nullable BodyRewriter rewriter;
    private final Tally tally = new Tally();

    /** How many rows went through, and what they add up to. Several threads' can be brought together in one. */
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

        /** The hash of the rows as the present contract has them, with all columns. */
        synchronized String asLoaded() {
            return asLoaded.text();
        }
    }

    /** @param columns those of the table that the rows are for */
    FileRows(Contract contract, Schema written, List<Column> columns) {
        this.encoder = CopyEncoder.of(contract, columns);
        this.splitter = new BodySplitter(written);
        this.rewriter = BodyRewriter.between(written, contract.schema()).orElse(null);
    }

    /** Appends all rows of a block; there must be exactly so many. */
    void encode(byte[] block, long rows, CopyBuffer out) throws IOException {
        if (rewriter == null) {
            encodeInPlace(block, rows, out);
        } else {
            for (byte[] row : splitter.split(block, rows)) {
                encodeAnew(rewriter, row, out);
            }
        }
        tally.rows += rows;
    }

    private void encodeInPlace(byte[] block, long rows, CopyBuffer out) throws IOException {
        int at = 0;
        for (long i = 0; i < rows; i++) {
            int end = encoder.encodeNext(block, at, encoder.noReferences(), out);
            if (end < 0) {
                throw new IOException("a row that is none of this table");
            }
            tally.asWritten.add(block, at, end);
            tally.asLoaded.add(block, at, end);
            at = end;
        }
        if (at != block.length) {
            throw new IOException("a block holds more than its rows");
        }
    }

    private void encodeAnew(BodyRewriter present, byte[] written, CopyBuffer out) throws IOException {
        byte[] row = present.rewrite(DecoderFactory.get().binaryDecoder(written, null));
        if (!encoder.encode(row, 0, encoder.noReferences(), out)) {
            throw new IOException("a row that is none of this table");
        }
        tally.asWritten.add(written, 0, written.length);
        tally.asLoaded.add(row, 0, row.length);
    }

    Tally tally() {
        return tally;
    }
}
