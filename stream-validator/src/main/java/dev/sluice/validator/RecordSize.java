package dev.sluice.validator;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How large a record is on the wire, rounded up. */
final class RecordSize {
    /** Lengths, timestamp and offset deltas, the batch around a lone record. */
    private static final int FRAME = 256;

    private static final int LENGTHS = 10;

    private RecordSize() {}

    static long of(Arrival arrival) {
        long size = FRAME + length(arrival.key()) + length(arrival.value());
        for (Header header : arrival.headers()) {
            size += LENGTHS + 3L * header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
