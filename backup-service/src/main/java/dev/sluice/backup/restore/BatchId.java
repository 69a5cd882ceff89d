package dev.sluice.backup.restore;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of restores sort by time, as those of all batches do: UUIDs of version 7. */
final class BatchId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private BatchId() {}

    static String next() {
        long high = Instant.now().toEpochMilli() << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
