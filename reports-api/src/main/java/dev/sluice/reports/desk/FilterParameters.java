package dev.sluice.reports.desk;

import dev.sluice.reports.page.Parameter;
import dev.sluice.reports.page.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A filter as it stands behind the question mark. Letters that are still open, unless another state is asked for. */
final class FilterParameters {

    private static final Set<String> STATES = Set.of("open", "resolved", "discarded", "parked");

    /** Shorter than that, the index of the payloads is of no use. */
    private static final int SHORTEST_TEXT = 3;

    private FilterParameters() {}

    static LetterFilter filter(Map<String, String> parameters) {
        return new LetterFilter(
                given(parameters, "table"),
                given(parameters, "rule"),
                given(parameters, "field"),
                given(parameters, "batch"),
                given(parameters, "source")
                        .map(text -> LetterFilter.Source.parse(text)
                                .orElseThrow(() -> Refusal.badParameter(
                                        "source", "topic, topic/partition or" + " topic/partition/offset"))),
                Parameter.time("from", parameters.get("from")),
                Parameter.time("to", parameters.get("to")),
                state(parameters.getOrDefault("state", "open")),
                given(parameters, "q").map(FilterParameters::text));
    }

    static UUID id(String text) {
        return uuid(text).orElseThrow(() -> Refusal.badParameter("after", "the id of a dead letter"));
    }

    static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> state(String text) {
        if (text.equals("all")) {
            return Optional.empty();
        }
        if (!STATES.contains(text)) {
            throw Refusal.badParameter("state", "open, resolved, discarded, parked or all");
        }
        return Optional.of(text);
    }

    private static String text(String text) {
        if (text.length() < SHORTEST_TEXT) {
            throw Refusal.badParameter("q", "at least " + SHORTEST_TEXT + " characters long");
        }
        return text;
    }

    /** PostgreSQL's text has no character of code 0, so nothing there can match one. */
    private static Optional<String> given(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(text -> text.replace('\0', '\uFFFD'));
    }
}
