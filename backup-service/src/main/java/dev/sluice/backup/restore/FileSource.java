package dev.sluice.backup.restore;

import dev.sluice.backup.files.AvroFileReader;
import dev.sluice.backup.files.AvroFileReader.Block;
import dev.sluice.contract.Contract;
import dev.sluice.row.BodyRewriter;
import dev.sluice.row.BodySplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Rows straight out of a backup's file, for a table that has none: all of them are missing. */
final class FileSource implements RowSource {
    private static final int RUN_ROWS = 500;

    private final AvroFileReader file;
    private final AvroFileReader.Share blocks;
    private final Schema written;
    private final Schema present;
    private final BodySplitter splitter;
    private List<byte[]> rows = List.of();
    private int taken;
    private long next;

    /** @param from number of the first row that is wanted */
    FileSource(InputStream file, Contract contract, long from) throws IOException {
        this.file = new AvroFileReader(file);
        this.blocks = this.file.share();
        this.written = FileRows.parse(this.file.schema());
        this.present = contract.schema();
        this.splitter = new BodySplitter(written);
        this.next = from;
    }

    @Override
    public Share share() {
        Optional<BodyRewriter> rewriter = BodyRewriter.between(written, present);
        return () -> {
            Run run = take();
            return run == null || rewriter.isEmpty() ? run : new Run(run.first(), anew(run.bodies(), rewriter.get()));
        };
    }

    @Override
    public void end() {
        file.end();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
        file.close();
    }

    private synchronized @Nullable Run take() throws IOException {
        if (taken == rows.size()) {
            Block block = blocks.nextWithRow(next);
            if (block == null) {
                return null;
            }
            rows = splitter.split(block.bytes(), block.rows());
            taken = (int) (next - block.first());
        }
        int to = Math.min(rows.size(), taken + RUN_ROWS);
        Run run = new Run(next, rows.subList(taken, to));
        next += to - taken;
        taken = to;
        return run;
    }

    private static List<byte[]> anew(List<byte[]> bodies, BodyRewriter rewriter) throws IOException {
        List<byte[]> rewritten = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            rewritten.add(rewriter.rewrite(DecoderFactory.get().binaryDecoder(body, null)));
        }
        return rewritten;
    }
}
