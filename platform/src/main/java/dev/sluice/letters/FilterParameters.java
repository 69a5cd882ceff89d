package dev.sluice.letters;

import dev.sluice.problem.ProblemException;
import dev.sluice.problem.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filter as it stands behind the question mark. Letters that are still open, unless another state is asked for. */
public final class FilterParameters {

    private static final Set<String> STATES = Set.of("open", "parked", "replaced", "resolved", "discarded");

    /** Shorter than that, the index of the payloads is of no use. */
    private static final int SHORTEST_TEXT = 3;

    private static final int MOST_IDS = 1000;

    private FilterParameters() {}

    public static LetterFilter filter(Map<String, String> parameters) {
        return new LetterFilter(
                given(parameters, "table"),
                given(parameters, "rule"),
                given(parameters, "field"),
                given(parameters, "batch"),
                given(parameters, "source")
                        .map(text -> LetterFilter.Source.parse(text)
                                .orElseThrow(() -> badParameter(
                                        "source", "topic, topic/partition or" + " topic/partition/offset"))),
                time("from", parameters.get("from")),
                time("to", parameters.get("to")),
                state(parameters.getOrDefault("state", "open")),
                given(parameters, "q").map(FilterParameters::text),
                given(parameters, "ids").map(FilterParameters::ids).orElse(List.of()));
    }

    public static UUID id(String text) {
        return LetterId.parse(text).orElseThrow(() -> badParameter("after", "the id of a dead letter"));
    }

    private static Optional<String> state(String text) {
        if (text.equals("all")) {
            return Optional.empty();
        }
        if (!STATES.contains(text)) {
            throw badParameter("state", "open, parked, replaced, resolved, discarded or all");
        }
        return Optional.of(text);
    }

    private static String text(String text) {
        if (text.length() < SHORTEST_TEXT) {
            throw badParameter("q", "at least " + SHORTEST_TEXT + " characters long");
        }
        return text;
    }

    /** PostgreSQL's text has no character of code 0, so nothing there can match one. */
    private static Optional<String> given(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(text -> text.replace('\0', '\uFFFD'));
    }

    private static List<UUID> ids(String text) {
        String[] ids = text.split(",", MOST_IDS + 1);
        if (ids.length > MOST_IDS) {
            throw badParameter("ids", "no more than " + MOST_IDS);
        }
        return Stream.of(ids)
                .map(id -> LetterId.parse(id).orElseThrow(() -> badParameter("ids", "ids of dead letters")))
                .toList();
    }

    /** An instant, or a day for its beginning in UTC. */
    private static Optional<Instant> time(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw badParameter(name, "a time such as 2021-03-01T00:00:00Z, or a day");
        }
    }

    private static ProblemException badParameter(String name, String expected) {
        return Problems.INVALID_REQUEST
                .problem("The parameter " + name + " must be " + expected + ".")
                .with("parameter", name)
                .exception();
    }
}
