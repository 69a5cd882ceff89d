package dev.sluice.problem;

import java.util.Map;

/**
 * A kind of problem; one constant beside the code that finds it, listed in its module's {@link ProblemKinds}.
 *
 * @param slug stable, last part of {@code type}
 * @param retriable whether the same request may succeed later
 * @param explanation what {@code /problems/<slug>} says: what is wrong and what to do
 */
public record ProblemKind(String slug, int status, String title, boolean retriable, String explanation) {

    public ProblemKind {
        if (!slug.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("a slug is a-z and hyphens but was " + slug);
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("the status of " + slug + " must be that of an error but is " + status);
        }
    }

    public Problem problem(String detail) {
        return new Problem(this, detail, Map.of(), Map.of());
    }

    /** To be thrown where the problem needs nothing but a detail. */
    public ProblemException because(String detail) {
        return new ProblemException(problem(detail));
    }

    String type() {
        return "/problems/" + slug;
    }
}
