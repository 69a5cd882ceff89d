package dev.sluice.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key as it is kept: in the database, or in the settings, which don't say since when. */
record StoredKey(
        String id,
        KeyHash hash,
        String name,
        Set<Scope> scopes,
        @Nullable Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt) {

    boolean isActive() {
        return revokedAt == null;
    }

    boolean isAdmin() {
        return scopes.contains(Scope.ADMIN);
    }

    Caller caller() {
        return new Caller(id, scopes);
    }
}
