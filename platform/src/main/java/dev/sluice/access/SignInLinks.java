package dev.sluice.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Links that sign in once, for whoever reads the terminal of this very process: they are kept in memory only. The token
 * stands behind the address's {@code #}, so it is in no log of any server.
 */
public final class SignInLinks {

    private static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing keys;
    private final Map<String, Instant> open = new ConcurrentHashMap<>();

    SignInLinks(KeyRing keys) {
        this.keys = keys;
    }

    /** The path of a link for the admin key of the settings; empty where they have none. */
    public Optional<String> forAdmin() {
        if (keys.fixed().isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(token, Instant.now().plus(GOOD_FOR));
        return Optional.of("/console/#/sign-in/" + token);
    }

    /** Whose link it is; it is used up by this. */
    Optional<StoredKey> use(String token) {
        Instant until = open.remove(token);
        return until != null && Instant.now().isBefore(until) ? keys.fixed() : Optional.empty();
    }
}
