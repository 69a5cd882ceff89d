package dev.sluice.access;

import dev.sluice.ledger.SqlFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Those who signed in with a key. A session is looked up in the database once in a while and believed in between, so that
 * signing out counts everywhere within one interval, as the revocation of a key does; without the database, those that
 * are known go on.
 */
final class Sessions {

    /** Beyond that, those that have ended are forgotten. */
    private static final int REMEMBERED = 1_000;

    private final KeyRing keys;
    private final SessionTable table;
    private final AccessSettings settings;
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();

    Sessions(KeyRing keys, SessionTable table, AccessSettings settings) {
        this.keys = keys;
        this.table = table;
        this.settings = settings;
    }

    /** @param expiresAt when it ends by itself */
    record Opened(SessionToken token, StoredKey key, Instant expiresAt) {}

    Opened open(StoredKey key) {
        SessionToken token = SessionToken.make(key);
        Instant expiresAt = Instant.now().plus(settings.session());
        table.open(token, expiresAt);
        return new Opened(token, key, expiresAt);
    }

    Optional<Opened> find(String text) {
        Optional<SessionToken> parsed = SessionToken.parse(text);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        SessionToken token = parsed.get();
        Optional<StoredKey> key = keys.byId(token.keyId()).filter(token::isSignedBy);
        return key.flatMap(known -> expiry(token).map(expiry -> new Opened(token, known, expiry)));
    }

    void close(String text) {
        SessionToken.parse(text).ifPresent(token -> {
            table.close(token);
            looked.remove(token.text());
        });
    }

    private Optional<Instant> expiry(SessionToken token) {
        Looked last = looked.get(token.text());
        if (last != null && last.isFresh(settings.refresh())) {
            return last.open();
        }
        try {
            Optional<Instant> expiry = table.find(token);
            remember(token, expiry);
            return expiry;
        } catch (DataAccessException e) {
            if (last != null && SqlFailure.isOutage(e)) {
                return last.open();
            }
            throw e;
        }
    }

    private void remember(SessionToken token, Optional<Instant> expiry) {
        if (looked.size() > REMEMBERED) {
            looked.values().removeIf(each -> each.open().isEmpty());
        }
        looked.put(token.text(), new Looked(expiry.orElse(null), System.nanoTime()));
    }

    private record Looked(@Nullable Instant expiresAt, long at) {
        boolean isFresh(Duration interval) {
            return System.nanoTime() - at < interval.toNanos();
        }

        Optional<Instant> open() {
            return Optional.ofNullable(expiresAt).filter(Instant.now()::isBefore);
        }
    }
}
