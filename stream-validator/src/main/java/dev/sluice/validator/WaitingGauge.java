package dev.sluice.validator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many rows of each table wait in one task, and since when the oldest does. Written by the task, read by metrics. */
final class WaitingGauge {
    static final long NONE = Long.MAX_VALUE;

    private final Map<String, AtomicLong> byTable = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();
    private volatile long oldestSince = NONE;

    void add(String table, long rows) {
        byTable.computeIfAbsent(table, any -> new AtomicLong()).addAndGet(rows);
        total.addAndGet(rows);
    }

    void oldestSince(long since) {
        oldestSince = since;
    }

    long total() {
        return total.get();
    }

    long of(String table) {
        AtomicLong rows = byTable.get(table);
        return rows == null ? 0 : rows.get();
    }

    long oldestSince() {
        return oldestSince;
    }
}
