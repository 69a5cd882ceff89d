package dev.sluice.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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

    /** When an id was made; empty for one that was not made here. */
    public static Optional<Instant> time(String id) {
        if (!id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16));
    }
}
