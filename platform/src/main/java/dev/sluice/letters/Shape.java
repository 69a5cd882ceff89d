package dev.sluice.letters;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pairs of rule and field that a letter was set aside for, as the index has them. */
public record Shape(String text) {

    private static final Pattern INDEXED_FIELD = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public List<Pair> pairs() {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(",")).stream().map(Pair::parse).toList();
    }

    public boolean has(Optional<String> rule, Optional<String> field) {
        return pairs().stream()
                .anyMatch(pair -> rule.map(pair.rule()::equals).orElse(true)
                        && field.map(pair.field()::equals).orElse(true));
    }

    /** Whether a field can be found by shape. */
    public static boolean indexes(String field) {
        return INDEXED_FIELD.matcher(field).matches();
    }

    /** @param field empty where the reason is about no column */
    public record Pair(String rule, String field) {
        static Pair parse(String text) {
            int slash = text.indexOf('/');
            return new Pair(text.substring(0, slash), text.substring(slash + 1));
        }
    }
}
