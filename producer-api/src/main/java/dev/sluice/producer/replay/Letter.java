package dev.sluice.producer.replay;

import dev.sluice.producer.incoming.IncomingRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as much of it as another attempt needs.
 *
 * @param row what the sender said, byte for byte
 * @param replaying the batch that the row is on its way with again
 * @param nextLetter the letter of the row's next attempt
 */
record Letter(
        String table,
        IncomingRow row,
        String state,
        @Nullable String replaying,
        @Nullable UUID nextLetter,
        Place place) {

    UUID id() {
        return place.id();
    }
}
