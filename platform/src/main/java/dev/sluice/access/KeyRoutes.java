package dev.sluice.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys made, listed and revoked. */
@RestController
@RequestMapping("/v1/keys")
@Scoped(Scope.ADMIN)
final class KeyRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRoutes.class);

    private static final ProblemKind FIXED_KEY = new ProblemKind(
            "fixed-key",
            409,
            "The key is set in the configuration",
            false,
            "The admin key of sluice.admin.key (SLUICE_ADMIN_KEY) isn't in the database. Change or remove the setting and"
                    + " start again.");

    private static final ProblemKind LAST_ADMIN_KEY = new ProblemKind(
            "last-admin-key",
            409,
            "Nobody could make keys any more",
            false,
            "This is the last key with the scope admin, and none is set in the configuration. Make another one first.");

    private final KeyTable table;
    private final KeyRing ring;

    KeyRoutes(KeyTable table, KeyRing ring) {
        this.table = table;
        this.ring = ring;
    }

    static ProblemKinds problems() {
        return ProblemKinds.of(FIXED_KEY, LAST_ADMIN_KEY);
    }

    /** What a new key shall be. */
    record Wish(@Nullable String name, @Nullable List<String> scopes) {

        Set<Scope> readScopes() {
            Set<Scope> read = EnumSet.noneOf(Scope.class);
            for (String text : scopes == null ? List.<String>of() : scopes) {
                read.add(Scope.of(text).orElseThrow(() -> unreadable("There is no scope " + text + ".")));
            }
            if (read.isEmpty()) {
                throw unreadable("A key needs at least one scope.");
            }
            return read;
        }

        String readName() {
            String read = name == null ? "" : name.strip();
            if (read.length() > 200) {
                throw unreadable("A name has at most 200 characters.");
            }
            return read;
        }

        private static RuntimeException unreadable(String reason) {
            return Problems.INVALID_REQUEST
                    .problem(reason)
                    .with(
                            "scopes",
                            Arrays.stream(Scope.values()).map(Scope::text).toList())
                    .exception();
        }
    }

    /** A key as it is listed: never the secret, which isn't kept. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String id,
            String name,
            Set<Scope> scopes,
            @Nullable Instant createdAt,
            String createdBy,
            @Nullable Instant revokedAt) {

        static Listed of(StoredKey key) {
            return new Listed(key.id(), key.name(), key.scopes(), key.createdAt(), key.createdBy(), key.revokedAt());
        }
    }

    record Listing(List<Listed> keys) {}

    /** @param key the whole key: shown here and never again */
    record Made(String id, String key, String name, Set<Scope> scopes) {}

    @GetMapping
    Listing list() {
        List<Listed> keys = new ArrayList<>();
        ring.fixed().ifPresent(key -> keys.add(Listed.of(key)));
        table.all().forEach(key -> keys.add(Listed.of(key)));
        return new Listing(keys);
    }

    @PostMapping
    ResponseEntity<Made> make(@RequestBody Wish wish, Caller caller) {
        Set<Scope> scopes = wish.readScopes();
        String name = wish.readName();
        SecretKey key = SecretKey.generate();
        String id = key.id().orElseThrow();
        table.insert(key, name, scopes, caller.keyId());
        ring.read();
        LOG.atInfo()
                .addKeyValue("key", id)
                .addKeyValue("scopes", scopes.stream().map(Scope::text).collect(Collectors.joining(",")))
                .addKeyValue("by", caller.keyId())
                .log("api key made");
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Made(id, key.text(), name, scopes));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Caller caller) {
        if (ring.fixed().filter(key -> key.id().equals(id)).isPresent()) {
            throw FIXED_KEY.because("The key " + id + " is set in the configuration.");
        }
        StoredKey key = table.all().stream()
                .filter(stored -> stored.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.NOT_FOUND.because("There is no key " + id + "."));
        if (!key.isActive()) {
            return;
        }
        if (!table.revoke(id, ring.fixed().isPresent(), caller.keyId())) {
            throw LAST_ADMIN_KEY.because("The key " + id + " is the last one with the scope admin.");
        }
        ring.read();
        LOG.atInfo().addKeyValue("key", id).addKeyValue("by", caller.keyId()).log("api key revoked");
    }
}
