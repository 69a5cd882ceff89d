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
 * The valid keys, held in memory and read anew every so often: requests never wait for the database, and go on without it
 * with the keys that were last read. A revocation counts everywhere within one interval; without the database, when it is
 * back.
 */
final class KeyRing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    /** What an admin key of a free form is called. */
    private static final String ADMIN_ID = "admin";

    private final Supplier<List<StoredKey>> stored;
    private final Optional<StoredKey> fixed;
    private volatile @Nullable Map<String, StoredKey> keys;
    private volatile boolean closed;
    private @Nullable Thread reader;
    private boolean failing;

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
        Thread thread = new Thread(() -> readForEver(interval), "api-keys");
        thread.setDaemon(true);
        reader = thread;
        thread.start();
        return this;
    }

    /** Whose key this is. Takes as long whether the key is unknown, revoked or wrong. */
    Optional<Caller> find(String presented) {
        SecretKey key = SecretKey.of(presented);
        String id = key.id().orElse(ADMIN_ID);
        Map<String, StoredKey> read = keys;
        StoredKey known = fixed.filter(admin -> admin.id().equals(id)).orElse(read == null ? null : read.get(id));
        boolean same = KeyHash.of(key).matches(known == null ? KeyHash.NOBODY : known.hash());
        return known != null && same ? Optional.of(known.caller()) : Optional.empty();
    }

    /** The key of this id, while it is valid. */
    Optional<StoredKey> byId(String id) {
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

    private void readForEver(Duration interval) {
        while (!closed) {
            try {
                read();
            } catch (RuntimeException e) {
                // The thread's outermost frame: a bug here must not keep revocations from counting for ever.
                LOG.atError().setCause(e).log("api keys not read");
            }
            try {
                Thread.sleep(interval.toMillis());
            } catch (InterruptedException e) {
                return;
            }
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
        if (reader != null) {
            reader.interrupt();
        }
    }
}
