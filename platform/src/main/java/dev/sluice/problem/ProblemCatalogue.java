package dev.sluice.problem;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every kind of problem that this process may answer with. */
public final class ProblemCatalogue {

    private final Map<String, ProblemKind> bySlug = new TreeMap<>();

    private ProblemCatalogue() {}

    public static ProblemCatalogue of(Collection<ProblemKinds> modules) {
        ProblemCatalogue catalogue = new ProblemCatalogue();
        for (ProblemKinds module : modules) {
            for (ProblemKind kind : module.kinds()) {
                ProblemKind other = catalogue.bySlug.putIfAbsent(kind.slug(), kind);
                if (other != null && !other.equals(kind)) {
                    throw new IllegalStateException("two kinds of problem have the slug " + kind.slug());
                }
            }
        }
        return catalogue;
    }

    public Optional<ProblemKind> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    public Collection<ProblemKind> all() {
        return bySlug.values();
    }
}
