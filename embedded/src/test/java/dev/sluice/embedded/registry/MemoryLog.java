package dev.sluice.embedded.registry;

import dev.sluice.embedded.registry.SchemaLog.AppendException.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A log that can be made to stall, to refuse, and to let what was written during a stall arrive late. */
final class MemoryLog implements SchemaLog {
    private final List<SchemaRecord> records = new ArrayList<>();
    private @Nullable Reader reader;
    private @Nullable CountDownLatch stalled;
    private Optional<Why> refusal = Optional.empty();

    /** A log that others have written before. */
    static MemoryLog of(List<SchemaRecord> records) {
        MemoryLog log = new MemoryLog();
        log.records.addAll(records);
        return log;
    }

    synchronized List<SchemaRecord> records() {
        return List.copyOf(records);
    }

    /** From now on an append waits and, in the end, times out; its record arrives at the end of the stall. */
    synchronized void stall() {
        stalled = new CountDownLatch(1);
    }

    synchronized void resume() {
        CountDownLatch waiting = stalled;
        stalled = null;
        if (waiting != null) {
            waiting.countDown();
        }
        for (int offset = delivered; offset < records.size(); offset++) {
            deliver(offset);
        }
    }

    synchronized void refuse(Why why) {
        refusal = Optional.of(why);
    }

    private int delivered;

    @Override
    public synchronized void read(Reader reader) {
        this.reader = reader;
        for (int offset = 0; offset < records.size(); offset++) {
            deliver(offset);
        }
    }

    @Override
    public long append(String key, @Nullable String value, Duration patience) throws AppendException {
        CountDownLatch waiting;
        int offset;
        synchronized (this) {
            if (refusal.isPresent()) {
                throw new AppendException(refusal.get(), "told to", null);
            }
            offset = records.size();
            records.add(new SchemaRecord(key, value));
            waiting = stalled;
            if (waiting == null) {
                deliver(offset);
            }
        }
        if (waiting != null && !ended(waiting, patience)) {
            throw new AppendException(Why.TIMED_OUT, "stalled", null);
        }
        return offset;
    }

    private static boolean ended(CountDownLatch stall, Duration patience) {
        try {
            return stall.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(int offset) {
        if (reader == null) {
            throw new IllegalStateException("nobody reads");
        }
        SchemaRecord record = records.get(offset);
        reader.record(offset, record.key(), record.value());
        delivered = offset + 1;
    }

    @Override
    public String clusterId() {
        return "memory";
    }

    @Override
    public void close() {}
}
