package dev.sluice.backup.runs;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a long work is. Written by its threads, read by anybody. */
public final class Progress {
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String step = "starting";
    private volatile long total;
    private volatile long began = System.nanoTime();

    /**
     * @param rowsTotal an estimate where the step is about reading a table; null where nobody knows
     * @param secondsLeft null where it can't be told yet
     */
    public record View(
            String step,
            long rows,
            @Nullable Long rowsTotal,
            long bytes,
            long rowsPerSecond,
            @Nullable Long secondsLeft) {}

    /** A new part of the work, counted from nothing. */
    public void begin(String newStep, long rowsTotal) {
        step = newStep;
        total = rowsTotal;
        rows.set(0);
        bytes.set(0);
        began = System.nanoTime();
    }

    public void rows(long more) {
        rows.addAndGet(more);
    }

    public void bytes(long more) {
        bytes.addAndGet(more);
    }

    public View view() {
        long done = rows.get();
        double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
        long rate = Math.round(done / seconds);
        boolean known = total > 0;
        Long left = known && rate > 0 ? Long.valueOf(Math.max(0, total - done) / rate) : null;
        return new View(step, done, known ? Long.valueOf(total) : null, bytes.get(), rate, left);
    }
}
