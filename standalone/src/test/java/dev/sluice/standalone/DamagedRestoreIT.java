package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a backup, a restore of it finds it before anything is touched. */
class DamagedRestoreIT {
    private static final List<String> FILES =
            List.of("manifest.json", "departments.avro", "jobs.avro", "hired_employees.avro");
    private static final String ALL_JOBS = "select * from {tables}.jobs order by id";
    private static final int FLIPS = 12;

    private final long seed = Long.getLong("sluice.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Path backups;
    private final Path backup;
    private final WholeHouse house;
    private final RestoreSteps steps;

    DamagedRestoreIT(@TempDir Path temporary) {
        this.backups = temporary.resolve("backups");
        this.backup = backups.resolve("before");
        this.house = new WholeHouse(temporary.resolve("state"), backups);
        this.steps = new RestoreSteps(house);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** What is done to the files. */
    @FunctionalInterface
    private interface Damage {
        void happen() throws IOException;
    }

    @Test
    void noDamageGetsAnywhereNearTheTables() throws IOException {
        steps.store("jobs", "[{\"id\": 1, \"job\": \"Diver\"}, {\"id\": 2, \"job\": \"Miller\"}]");
        steps.take("before");
        steps.take("other");
        steps.store("jobs", "[{\"id\": 1, \"job\": \"Since\"}]");
        List<String> since = house.rows(ALL_JOBS);
        Path whole = backups.resolveSibling("whole");
        copy(backup, whole);

        for (Map.Entry<String, Damage> damage : damages().entrySet()) {
            damage.getValue().happen();

            JsonNode refused = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}");

            assertThat(refused.path("type").asString())
                    .as("%s, -Dsluice.test.seed=%d: %s", damage.getKey(), seed, refused)
                    .isEqualTo("/problems/damaged-backup");
            assertThat(refused.path("findings")).isNotEmpty();
            assertThat(house.rows(ALL_JOBS)).as(damage.getKey()).isEqualTo(since);
            copy(whole, backup);
        }

        JsonNode restored = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}");
        assertThat(restored.path("id").asString()).as(restored.toString()).isNotEmpty();
    }

    private Map<String, Damage> damages() {
        Map<String, Damage> damages = new LinkedHashMap<>();
        for (String file : FILES) {
            Path path = backup.resolve(file);
            damages.put(file + " is missing", () -> Files.delete(path));
            damages.put(file + " is empty", () -> Files.write(path, new byte[0]));
            damages.put(file + " is cut", () -> {
                byte[] bytes = Files.readAllBytes(path);
                Files.write(path, Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1)));
            });
            damages.put(file + " is longer", () -> {
                byte[] bytes = Files.readAllBytes(path);
                Files.write(path, Arrays.copyOf(bytes, bytes.length + 1));
            });
            damages.put(file + " is another backup's with a byte more", () -> {
                byte[] bytes = Files.readAllBytes(backups.resolve("other").resolve(file));
                Files.write(path, Arrays.copyOf(bytes, bytes.length + 1));
            });
            damages.put(file + " is a link", () -> {
                Path aside = backups.resolveSibling("aside-" + file);
                Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
                Files.createSymbolicLink(path, aside);
            });
            for (int i = 0; i < FLIPS; i++) {
                damages.put(file + " has a bit flipped, " + i, () -> flip(path));
            }
        }
        damages.put("a file more", () -> Files.write(backup.resolve("extra.avro"), new byte[] {1}));
        damages.put("two files swapped", () -> {
            Path aside = backups.resolveSibling("swapped");
            Files.move(backup.resolve("jobs.avro"), aside);
            Files.move(backup.resolve("departments.avro"), backup.resolve("jobs.avro"));
            Files.move(aside, backup.resolve("departments.avro"));
        });
        damages.put(
                "another backup's manifest",
                () -> Files.copy(
                        backups.resolve("other/manifest.json"),
                        backup.resolve("manifest.json"),
                        StandardCopyOption.REPLACE_EXISTING));
        return damages;
    }

    private void flip(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(path, bytes);
    }

    /** The one directory as the other. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
