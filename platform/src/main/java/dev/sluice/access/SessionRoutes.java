package dev.sluice.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A browser signs in with a key, asks who it is, and signs out. */
@RestController
@RequestMapping("/v1/session")
@Open("It asks for the key itself, and says nothing to those who have none.")
final class SessionRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);

    private final KeyRing keys;
    private final Sessions sessions;
    private final SignInLinks links;

    SessionRoutes(KeyRing keys, Sessions sessions, SignInLinks links) {
        this.keys = keys;
        this.sessions = sessions;
        this.links = links;
    }

    static ProblemKinds problems() {
        return ProblemKinds.of(SessionCookie.ANOTHER_SITE);
    }

    /** One of the two. */
    record SignIn(@Nullable String key, @Nullable String link) {
        @Override
        public String toString() {
            return "SignIn[]";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            boolean signedIn,
            @Nullable String keyId,
            @Nullable String name,
            @Nullable Set<Scope> scopes,
            @Nullable Instant expiresAt) {

        static Answer of(Sessions.Opened session) {
            StoredKey key = session.key();
            return new Answer(true, key.id(), key.name(), key.scopes(), session.expiresAt());
        }
    }

    @GetMapping
    ResponseEntity<Answer> who(HttpServletRequest request) {
        Optional<String> token = SessionCookie.of(request);
        if (token.isPresent() && !keys.isRead()) {
            // A stored key is not known yet: not the moment to send somebody to the door.
            throw keysNotRead();
        }
        Answer answer = token.flatMap(sessions::find).map(Answer::of).orElse(new Answer(false, null, null, null, null));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    @PostMapping
    ResponseEntity<Answer> open(@RequestBody SignIn wish, HttpServletRequest request) {
        SessionCookie.requireOurPage(request);
        StoredKey key =
                key(wish).orElseThrow(() -> keys.isRead() || wish.link() != null ? refused(wish) : keysNotRead());
        Sessions.Opened session = sessions.open(key);
        LOG.atInfo().addKeyValue("key", key.id()).log("console session opened");
        Duration age = Duration.between(Instant.now(), session.expiresAt());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.set(request, session.token().text(), age))
                .body(Answer.of(session));
    }

    @DeleteMapping
    ResponseEntity<Void> close(HttpServletRequest request) {
        SessionCookie.requireOurPage(request);
        SessionCookie.of(request).ifPresent(sessions::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.set(request, "", Duration.ZERO))
                .build();
    }

    private Optional<StoredKey> key(SignIn wish) {
        if (wish.link() != null) {
            return links.use(wish.link());
        }
        return Optional.ofNullable(wish.key())
                .map(String::strip)
                .flatMap(keys::find)
                .flatMap(caller -> keys.byId(caller.keyId()));
    }

    private static RuntimeException refused(SignIn wish) {
        return Problems.UNAUTHORIZED.because(
                wish.link() == null
                        ? "This key is not valid: unknown, mistyped or revoked."
                        : "This link was used before or is too old.");
    }

    private static RuntimeException keysNotRead() {
        return Problems.DATABASE_UNAVAILABLE
                .problem("The keys were not read yet.")
                .retryAfter(Duration.ofSeconds(1))
                .exception();
    }
}
