package dev.sluice.validator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** So many restarts within so much time: what dies once is replaced, what keeps dying is not hidden. */
final class RestartBudget {
    private final int restarts;
    private final Duration window;
    private final LongSupplier nanos;
    private final Deque<Long> spent = new ArrayDeque<>();

    RestartBudget(int restarts, Duration window, LongSupplier nanos) {
        this.restarts = restarts;
        this.window = window;
        this.nanos = nanos;
    }

    /** False when there is none left. */
    synchronized boolean spend() {
        long now = nanos.getAsLong();
        spent.removeIf(then -> now - then >= window.toNanos());
        return spent.size() < restarts && spent.add(now);
    }
}
