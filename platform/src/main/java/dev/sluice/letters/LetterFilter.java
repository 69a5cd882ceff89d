package dev.sluice.letters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which letters are asked for; what is empty says nothing.
 *
 * @param ids names them one by one
 */
public record LetterFilter(
        Optional<String> table,
        Optional<String> rule,
        Optional<String> field,
        Optional<String> batch,
        Optional<Source> source,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> state,
        Optional<String> text,
        List<UUID> ids) {

    /** Every letter in a state, or every letter. */
    public static LetterFilter inState(Optional<String> state) {
        return new LetterFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                List.of());
    }

    public LetterFilter of(String onlyTable) {
        return new LetterFilter(Optional.of(onlyTable), rule, field, batch, source, from, to, state, text, ids);
    }

    /** Whether the shapes of letters alone decide it: table, rule, field and state do. */
    public boolean byShapeOnly() {
        return batch.isEmpty() && source.isEmpty() && from.isEmpty() && to.isEmpty() && text.isEmpty() && ids.isEmpty();
    }

    /** Whether it may name few letters out of many, scattered over time. */
    public boolean selective() {
        return rule.isPresent()
                || field.isPresent()
                || batch.isPresent()
                || source.isPresent()
                || text.isPresent()
                || !ids.isEmpty();
    }

    /** A raw topic, one partition of it, or one record: {@code <topic>[/<partition>[/<offset>]]}. */
    public record Source(String topic, Optional<Integer> partition, Optional<Long> offset) {

        static Optional<Source> parse(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length > 3 || parts[0].isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Source(
                        parts[0],
                        parts.length > 1 ? Optional.of(Integer.valueOf(parts[1])) : Optional.empty(),
                        parts.length > 2 ? Optional.of(Long.valueOf(parts[2])) : Optional.empty()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
