package dev.sluice.letters;

import java.util.Optional;
import java.util.UUID;

/** How the id of a dead letter is spelled, in addresses and in headers. */
public final class LetterId {

    private LetterId() {}

    /** Java reads some spellings that it doesn't write; those are none. */
    public static Optional<UUID> parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
