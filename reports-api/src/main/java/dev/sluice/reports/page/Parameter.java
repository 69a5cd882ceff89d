package dev.sluice.reports.page;

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
}
