package dev.sluice.access;

import java.util.Set;

/** Who sent a request: may be taken as an argument by any scoped route. */
public record Caller(String keyId, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
