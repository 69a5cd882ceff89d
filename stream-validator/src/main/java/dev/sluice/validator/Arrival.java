package dev.sluice.validator;

import dev.sluice.wire.Position;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A raw record as it came, and what the receipts know it by. Its origin is the record on the raw topic, also after a
 * detour over the re-key topic. Arrays are not copied and must not change.
 */
final class Arrival {
    private final Channel channel;
    private final Position origin;
    private final BatchTag tag;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;
    private final long timestamp;

    Arrival(
            Channel channel,
            Position origin,
            BatchTag tag,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            long timestamp) {
        this.channel = channel;
        this.origin = origin;
        this.tag = tag;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.timestamp = timestamp;
    }

    Channel channel() {
        return channel;
    }

    Position origin() {
        return origin;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    Headers headers() {
        return headers;
    }

    long timestamp() {
        return timestamp;
    }

    String table() {
        return channel.table();
    }

    /** Id of the batch that the row is counted in. */
    String batch() {
        return tag.batch();
    }

    /** Number of the row in its batch. */
    long row() {
        return tag.row();
    }
}
