package dev.sluice.producer.batch;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** UUIDs of version 7: they sort by the time they were made, to the millisecond. */
public final class BatchIds {
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public BatchIds(Clock clock) {
        this.clock = clock;
    }

    public String next() {
        long millis = clock.millis();
        long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
