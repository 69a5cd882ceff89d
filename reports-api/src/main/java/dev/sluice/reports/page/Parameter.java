package dev.sluice.reports.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind a question mark; what can't be read is refused by name. */
public final class Parameter {

    private Parameter() {}

    public static int number(String name, @Nullable String text, int absent, int min, int max) {
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max && text.chars().allMatch(c -> c < 128)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, with what is out of bounds.
        }
        throw Refusal.badParameter(name, "a whole number from " + min + " to " + max);
    }

    /** An instant, or a day for its beginning in UTC. */
    public static Optional<Instant> time(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw Refusal.badParameter(name, "a time such as 2021-03-01T00:00:00Z, or a day");
        }
    }
}
