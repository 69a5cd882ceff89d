package dev.sluice.producer.upload;

import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.limits.Quotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows of an upload that go into one transaction. */
final class Chunk {
    private static final int MOST_ROWS = 20_000;
    private static final long MOST_BYTES = 4L << 20;

    /** So long an upload may be silent: what came in slowly is sent as it is. */
    private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();

    private final long mostRows;
    private final long mostBytes;
    private final long since = System.nanoTime();
    private final List<IncomingRow> rows = new ArrayList<>();
    private long bytes;

    /** One that a quota lets pass within a few seconds: while an upload waits for more, nobody hears of it. */
    Chunk(Quotas quotas) {
        mostRows = Math.min(MOST_ROWS, quotas.portionRows());
        mostBytes = Math.min(MOST_BYTES, quotas.portionBytes());
    }

    void add(IncomingRow row) {
        rows.add(row);
        bytes += row.value() == null ? 0 : row.value().length;
    }

    boolean full() {
        return rows.size() >= mostRows || bytes >= mostBytes || System.nanoTime() - since > MOST_NANOS;
    }

    List<IncomingRow> rows() {
        return rows;
    }

    long bytes() {
        return bytes + 64L * rows.size();
    }
}
