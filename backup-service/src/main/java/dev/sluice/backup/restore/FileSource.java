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
    private final AvroFileReader file;
    private final AvroFileReader.Share blocks;
    private final Schema present;
    private final BodySplitter splitter;
    private List<byte[]> rows = List.of();
    private int behind;
    private long next;
    private volatile boolean ended;

    /** @param from number of the first row that is wanted */
    FileSource(InputStream file, Contract contract, long from) throws IOException {
        this.file = new AvroFileReader(file);
        this.blocks = this.file.share();
        this.present = contract.schema();
        this.splitter = new BodySplitter(this.file.schema());
        this.next = from;
    }

    @Override
    public Share share() {
        Optional<BodyRewriter> rewriter = BodyRewriter.between(file.schema(), present);
        return most -> {
            Stretch taken = take(most);
            return taken == null || rewriter.isEmpty()
                    ? taken
                    : new Stretch(taken.first(), anew(taken.bodies(), rewriter.get()));
        };
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void close() throws IOException {
        blocks.close();
        file.close();
    }

    private synchronized @Nullable Stretch take(int most) throws IOException {
        if (ended) {
            return null;
        }
        if (behind == rows.size()) {
            Block block = blocks.nextWithRow(next);
            if (block == null) {
                return null;
            }
            rows = splitter.split(block.bytes(), block.rows());
            behind = (int) (next - block.first());
        }
        int to = Math.min(rows.size(), behind + most);
        Stretch taken = new Stretch(next, rows.subList(behind, to));
        next += to - behind;
        behind = to;
        return taken;
    }

    private static List<byte[]> anew(List<byte[]> bodies, BodyRewriter rewriter) throws IOException {
        List<byte[]> rewritten = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            rewritten.add(rewriter.rewrite(DecoderFactory.get().binaryDecoder(body, null)));
        }
        return rewritten;
    }
}
