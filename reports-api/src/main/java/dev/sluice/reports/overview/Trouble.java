package dev.sluice.reports.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong right now.
 *
 * @param severity {@code error} when rows stand still or don't add up, {@code warning} when somebody has to look
 * @param what the state, in one sentence
 * @param action what to do about it
 * @param link where in the console
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trouble(
        String kind,
        String severity,
        String what,
        String action,
        @Nullable String link) {

    static Trouble error(String kind, String what, String action) {
        return new Trouble(kind, "error", what, action, null);
    }

    static Trouble warning(String kind, String what, String action, String link) {
        return new Trouble(kind, "warning", what, action, link);
    }
}
