package dev.sluice.access;

import dev.sluice.problem.Problems;
import java.util.Set;

/** Who sent a request: may be taken as an argument by any scoped route. */
public record Caller(String keyId, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** For what a route does only where it is asked to, and what takes more than the route. */
    public void require(Scope scope) {
        if (!may(scope)) {
            throw Problems.FORBIDDEN
                    .problem("The key " + keyId + " lacks the scope " + scope.text() + ".")
                    .with("scope", scope.text())
                    .exception();
        }
    }
}
