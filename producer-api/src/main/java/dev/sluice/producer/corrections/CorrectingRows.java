package dev.sluice.producer.corrections;

import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.RowStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows of a file with what they correct. Some are read ahead, so that their letters are looked up together. */
final class CorrectingRows implements RowStream {
    private static final int AHEAD = 500;
    private static final int MOST_BYTES = 1 << 20;

    private final RowStream rows;
    private final UnaryOperator<List<IncomingRow>> corrections;
    private final Deque<Read> ahead = new ArrayDeque<>();
    private long line;
    private boolean ended;

    CorrectingRows(RowStream rows, UnaryOperator<List<IncomingRow>> corrections) {
        this.rows = rows;
        this.corrections = corrections;
    }

    @Override
    public @Nullable IncomingRow next() throws IOException {
        if (ahead.isEmpty() && !ended) {
            readAhead();
        }
        Read read = ahead.poll();
        if (read == null) {
            line = rows.line();
            return null;
        }
        line = read.line();
        return read.row();
    }

    private void readAhead() throws IOException {
        List<IncomingRow> some = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        long bytes = 0;
        while (some.size() < AHEAD && bytes < MOST_BYTES) {
            IncomingRow row = rows.next();
            if (row == null) {
                ended = true;
                break;
            }
            some.add(row);
            lines.add(rows.line());
            byte @Nullable [] value = row.value();
            bytes += value == null ? 0 : value.length;
        }
        List<IncomingRow> corrected = corrections.apply(some);
        for (int i = 0; i < corrected.size(); i++) {
            ahead.add(new Read(corrected.get(i), lines.get(i)));
        }
    }

    @Override
    public long line() {
        return line;
    }

    private record Read(IncomingRow row, long line) {}
}
