package dev.sluice.producer.limits;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What a key may send in a second, in rows and in bytes. A request is let through while anything is left and may overdraw,
 * so that a quota below the size of a batch slows a client down and doesn't lock it out; the debt is waited for.
 */
public final class Quotas {
    private static final double NANOS = 1_000_000_000.0;
    private static final double PORTION_SECONDS = 2;

    private final double rowsPerSecond;
    private final double bytesPerSecond;
    private final LongSupplier nanos;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** @param rowsPerSecond 0 for no limit, and so for bytes */
    public Quotas(long rowsPerSecond, long bytesPerSecond, LongSupplier nanos) {
        this.rowsPerSecond = rowsPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
    }

    /** Zero where it is granted; else nothing is taken, and the answer is how long to wait. */
    public Duration take(String keyId, long rows, long bytes) {
        if (rowsPerSecond == 0 && bytesPerSecond == 0) {
            return Duration.ZERO;
        }
        Account account = accounts.computeIfAbsent(keyId, key -> new Account(nanos.getAsLong()));
        return account.take(rows, bytes);
    }

    /**
     * For work that may be slowed down instead of refused.
     *
     * @param meanwhile done every so often while there is something to wait for
     */
    public void await(String keyId, long rows, long bytes, Duration often, Meanwhile meanwhile)
            throws InterruptedException {
        for (Duration pause = take(keyId, rows, bytes); !pause.isZero(); pause = take(keyId, rows, bytes)) {
            Thread.sleep(Math.max(1, Math.min(often.toMillis(), pause.toMillis())));
            meanwhile.waits();
        }
    }

    /** As many rows as work that is slowed down should take at once: what a key may send in some seconds. */
    public long portionRows() {
        return rowsPerSecond == 0 ? Long.MAX_VALUE : (long) Math.max(1, rowsPerSecond * PORTION_SECONDS);
    }

    /** The same in bytes. */
    public long portionBytes() {
        return bytesPerSecond == 0 ? Long.MAX_VALUE : (long) Math.max(1, bytesPerSecond * PORTION_SECONDS);
    }

    /** Hears that somebody still waits. */
    @FunctionalInterface
    public interface Meanwhile {
        void waits() throws InterruptedException;
    }

    private final class Account {
        private double rowsLeft = rowsPerSecond;
        private double bytesLeft = bytesPerSecond;
        private long last;

        private Account(long now) {
            last = now;
        }

        private synchronized Duration take(long rows, long bytes) {
            long now = nanos.getAsLong();
            double seconds = (now - last) / NANOS;
            last = now;
            rowsLeft = Math.min(rowsPerSecond, rowsLeft + seconds * rowsPerSecond);
            bytesLeft = Math.min(bytesPerSecond, bytesLeft + seconds * bytesPerSecond);
            double wait = Math.max(debt(rowsLeft, rowsPerSecond), debt(bytesLeft, bytesPerSecond));
            if (wait > 0) {
                return Duration.ofNanos((long) Math.ceil(wait * NANOS));
            }
            rowsLeft -= rows;
            bytesLeft -= bytes;
            return Duration.ZERO;
        }
    }

    /** Seconds until something is left again. */
    private static double debt(double left, double perSecond) {
        return perSecond == 0 || left > 0 ? 0 : (1 - left) / perSecond;
    }
}
