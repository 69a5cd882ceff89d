package dev.sluice.problem;

import java.util.List;

/** The kinds of problem that a module answers with: a bean in its door, so that {@code /problems/<slug>} knows them. */
public record ProblemKinds(List<ProblemKind> kinds) {

    public ProblemKinds {
        kinds = List.copyOf(kinds);
    }

    public static ProblemKinds of(ProblemKind... kinds) {
        return new ProblemKinds(List.of(kinds));
    }
}
