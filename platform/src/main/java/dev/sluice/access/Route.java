package dev.sluice.access;

import java.util.Optional;
import java.util.Set;

/**
 * A way in.
 *
 * @param methods empty for any
 * @param handler what serves it, for people
 * @param scope what a key must have; empty when the route is open or closed
 */
public record Route(Set<String> methods, String path, String handler, Optional<Scope> scope, boolean open) {

    /** Neither scoped nor open: nobody gets in. */
    public boolean isClosed() {
        return scope.isEmpty() && !open;
    }
}
