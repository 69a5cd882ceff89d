package dev.sluice.letters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

        private static final Pattern WRITTEN = Pattern.compile("([^/]+)(?:/([0-9]{1,10})(?:/([0-9]{1,19}))?)?");

        static Optional<Source> parse(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Source(
                        written.group(1),
                        Optional.ofNullable(written.group(2)).map(Integer::valueOf),
                        Optional.ofNullable(written.group(3)).map(Long::valueOf)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
