package dev.sluice.reports.desk;

import java.time.Instant;
import java.util.Optional;

/** Which letters are asked for; what is empty says nothing. */
record LetterFilter(
        Optional<String> table,
        Optional<String> rule,
        Optional<String> field,
        Optional<String> batch,
        Optional<Source> source,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> state,
        Optional<String> text) {

    LetterFilter of(String onlyTable) {
        return new LetterFilter(Optional.of(onlyTable), rule, field, batch, source, from, to, state, text);
    }

    /** Whether the shapes of letters alone decide it: table, rule, field and state do. */
    boolean byShapeOnly() {
        return batch.isEmpty() && source.isEmpty() && from.isEmpty() && to.isEmpty() && text.isEmpty();
    }

    /** Whether it may name few letters out of many, scattered over time. */
    boolean selective() {
        return rule.isPresent() || field.isPresent() || batch.isPresent() || source.isPresent() || text.isPresent();
    }

    /** A raw topic, one partition of it, or one record: {@code <topic>[/<partition>[/<offset>]]}. */
    record Source(String topic, Optional<Integer> partition, Optional<Long> offset) {

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
