package dev.sluice.backup.take;

import dev.sluice.backup.files.BackupName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which backups are being read in this process: they can't be deleted meanwhile. */
public final class Readers {
    private final Map<BackupName, Integer> reading = new ConcurrentHashMap<>();

    /** Until it is released, the backup stays. */
    @FunctionalInterface
    public interface Hold {
        void release();
    }

    public Hold hold(BackupName name) {
        reading.merge(name, 1, Integer::sum);
        return () -> reading.computeIfPresent(name, (held, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    boolean isRead(BackupName name) {
        return reading.containsKey(name);
    }
}
