package dev.sluice.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many restarts within so much time: a crash is mended, a crash loop is not hidden. */
final class RestartBudget {
    private final int restarts;
    private final Duration window;
    private final Deque<Long> spent = new ArrayDeque<>();

    RestartBudget(int restarts, Duration window) {
        this.restarts = restarts;
        this.window = window;
    }

    /** False when there is none left. */
    synchronized boolean spend() {
        long now = System.nanoTime();
        spent.removeIf(then -> now - then >= window.toNanos());
        if (spent.size() == restarts) {
            return false;
        }
        spent.add(now);
        return true;
    }

    @Override
    public String toString() {
        return restarts + " restarts within " + window.toMinutes() + " minutes";
    }
}
