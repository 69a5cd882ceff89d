package dev.sluice.access;

import dev.sluice.ledger.SqlFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The valid keys, held in memory and read anew every so often: requests with a known key never wait for the database, and
 * go on without it with the keys that were last read. A revocation counts everywhere within one interval; without the
 * database, when it is back. A key that nobody knows here may have been made elsewhere just now, so whoever presents it
 * waits for the next reading, which is then brought forward.
 */
final class KeyRing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    /** What an admin key of a free form is called. */
    private static final String ADMIN_ID = "admin";

    private final Supplier<List<StoredKey>> stored;
    private final Optional<StoredKey> fixed;
    private volatile @Nullable Map<String, StoredKey> keys;
    private volatile boolean closed;
    private @Nullable Readings readings;
    private volatile boolean failing;

    /** @param admin its key is valid whatever is stored, and also when nothing can be read */
    KeyRing(Supplier<List<StoredKey>> stored, AdminSettings admin) {
        this.stored = stored;
        this.fixed = admin.secret()
                .map(key -> new StoredKey(
                        key.id().orElse(ADMIN_ID),
                        KeyHash.of(key),
                        "sluice.admin.key",
                        Set.of(Scope.ADMIN),
                        null,
                        "configuration",
                        null));
    }

    KeyRing readEvery(Duration interval) {
        readings = new Readings(this::read, interval).start();
        return this;
    }

    /** Whose key this is. Takes as long whether the key is unknown, revoked or wrong. */
    Optional<Caller> find(String presented) {
        Optional<Caller> caller = callerOf(presented);
        if (caller.isEmpty()) {
            awaitReading();
            caller = callerOf(presented);
        }
        return caller;
    }

    private Optional<Caller> callerOf(String presented) {
        SecretKey key = SecretKey.of(presented);
        Optional<StoredKey> known = known(key.id().orElse(ADMIN_ID));
        boolean same = KeyHash.of(key).matches(known.map(StoredKey::hash).orElse(KeyHash.NOBODY));
        return known.filter(each -> same).map(StoredKey::caller);
    }

    /** The key of this id, while it is valid. */
    Optional<StoredKey> byId(String id) {
        Optional<StoredKey> known = known(id);
        if (known.isEmpty()) {
            awaitReading();
            known = known(id);
        }
        return known;
    }

    private Optional<StoredKey> known(String id) {
        Map<String, StoredKey> read = keys;
        return fixed.filter(admin -> admin.id().equals(id))
                .or(() -> Optional.ofNullable(read).map(all -> all.get(id)));
    }

    /** False as long as the keys were never read: an unknown key may be a good one. */
    boolean isRead() {
        return keys != null;
    }

    /** The key that the settings fix. */
    Optional<StoredKey> fixed() {
        return fixed;
    }

    /** Also called by whoever changes a key here: it counts in this process at once. */
    synchronized void read() {
        try {
            keys = stored.get().stream()
                    .filter(StoredKey::isActive)
                    .collect(Collectors.toUnmodifiableMap(StoredKey::id, key -> key));
            if (failing) {
                failing = false;
                LOG.atInfo().log("api keys are read again");
            }
        } catch (DataAccessException e) {
            // A house that is just being built has no keys yet: nothing to warn of.
            if (!failing && !closed && !SqlFailure.isMissingTable(e)) {
                failing = true;
                LOG.atWarn().addKeyValue("cause", cause(e)).log("api keys can't be read, the last known stay valid");
            }
        }
    }

    /** Without the database there is nothing to wait for. */
    private void awaitReading() {
        if (readings != null && !failing) {
            readings.awaitNext();
        }
    }

    private static String cause(DataAccessException e) {
        return SqlFailure.isOutage(e)
                ? "PostgreSQL does not answer"
                : String.valueOf(e.getMostSpecificCause().getMessage());
    }

    @Override
    public void close() {
        closed = true;
        if (readings != null) {
            readings.close();
        }
    }
}
