package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class KeyRingTest {

    private final SecretKey reader = SecretKey.generate();
    private final List<StoredKey> stored = new CopyOnWriteArrayList<>();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile boolean down;

    @Test
    void aStoredKeyIsKnownByItsWholeText() {
        stored.add(stored(reader, null));
        KeyRing ring = ring(null);
        ring.read();

        assertThat(ring.find(reader.text())).contains(new Caller(reader.id().orElseThrow(), Set.of(Scope.READ)));
        assertThat(ring.find(reader.text() + "x")).isEmpty();
        assertThat(ring.find(SecretKey.generate().text())).isEmpty();
    }

    @Test
    void aRevokedKeyIsNobodys() {
        stored.add(stored(reader, Instant.EPOCH));
        KeyRing ring = ring(null);
        ring.read();

        assertThat(ring.find(reader.text())).isEmpty();
    }

    @Test
    void theFixedAdminKeyNeedsNoDatabase() {
        down = true;

        KeyRing ring = ring("open sesame");
        ring.read();

        assertThat(ring.find("open sesame")).contains(new Caller("admin", Set.of(Scope.ADMIN)));
        assertThat(ring.find("open")).isEmpty();
        assertThat(ring.isRead()).isFalse();
    }

    @Test
    void aFixedAdminKeyOfTheUsualFormIsCalledByItsId() {
        KeyRing ring = ring("slc_ci_0123");

        assertThat(ring.find("slc_ci_0123")).contains(new Caller("ci", Set.of(Scope.ADMIN)));
        assertThat(ring.find("slc_ci_0124")).isEmpty();
    }

    @Test
    void keysStayValidWhileTheDatabaseIsAway() {
        stored.add(stored(reader, null));
        KeyRing ring = ring(null);
        ring.read();

        down = true;
        ring.read();

        assertThat(ring.find(reader.text())).isPresent();
    }

    @Test
    void aRevocationByAnotherProcessCountsWithinAnInterval() {
        stored.add(stored(reader, null));
        try (KeyRing ring = ring(null).readEvery(Duration.ofMillis(10))) {
            await().until(() -> ring.find(reader.text()).isPresent());

            stored.set(0, stored(reader, Instant.EPOCH));

            await().until(() -> ring.find(reader.text()).isEmpty());
        }
    }

    @Test
    void aKeyThatAnotherProcessMadeIsKnownAtOnce() {
        try (KeyRing ring = ring(null).readEvery(Duration.ofHours(1))) {
            await().until(ring::isRead);

            stored.add(stored(reader, null));

            assertThat(ring.find(reader.text())).isPresent();
        }
    }

    @Test
    void unknownKeysShareAReading() {
        try (KeyRing ring = ring(null).readEvery(Duration.ofHours(1))) {
            await().until(ring::isRead);
            int before = readings.get();

            List<CompletableFuture<Optional<Caller>>> found = IntStream.range(0, 32)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> ring.find(SecretKey.generate().text()), command -> new Thread(command).start()))
                    .toList();

            assertThat(found).allSatisfy(each -> assertThat(each.join()).isEmpty());
            assertThat(readings.get() - before).isBetween(1, 16);
        }
    }

    private KeyRing ring(@Nullable String adminKey) {
        return new KeyRing(
                () -> {
                    readings.incrementAndGet();
                    if (down) {
                        throw new DataAccessResourceFailureException("away");
                    }
                    return List.copyOf(stored);
                },
                new AdminSettings(adminKey));
    }

    private static StoredKey stored(SecretKey key, @Nullable Instant revokedAt) {
        return new StoredKey(
                key.id().orElseThrow(), KeyHash.of(key), "", Set.of(Scope.READ), Instant.EPOCH, "admin", revokedAt);
    }
}
