package dev.sluice.backup.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups that are taken by themselves, and what may happen to them. */
class ScheduleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String EACH_SECOND = "{\"cron\": \"* * * * * *\", \"tables\": [\"jobs\"], \"keepLast\": 2}";
    private static final String EACH_NEW_YEAR = "{\"cron\": \"0 0 0 1 1 *\", \"tables\": [\"jobs\"]}";

    /** As a process leaves it that goes while the backup is taken. */
    private static final String CUT_OFF =
            "update sluice.backup_schedule set last_name = '%s', last_at = now(), last_ended = false";

    private final Path backups;
    private final BackupHouse house;

    ScheduleIT(@TempDir Path dir) {
        this.backups = dir.resolve("backups");
        this.house = new BackupHouse(backups);
    }

    @BeforeEach
    void someJobs() {
        house.execute("insert into jobs select i, 'Job ' || i from generate_series(1, 50) i");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void itTakesBackupsAndKeepsThoseThatItIsToldTo() {
        house.json("POST", "/v1/backups", "{\"name\": \"auto-mine\"}");

        JsonNode set = house.json("PUT", "/v1/backups/schedule", EACH_SECOND);
        assertThat(set.path("enabled").asBoolean()).as(set.toString()).isTrue();

        Set<String> seen = new TreeSet<>();
        await().atMost(PATIENCE).until(() -> {
            names().stream().filter(name -> !name.equals("auto-mine")).forEach(seen::add);
            return seen.size() > 4 && names().size() == 3;
        });
        assertThat(names()).contains("auto-mine").doesNotContain(seen.iterator().next());
        assertThat(house.send("DELETE", "/v1/backups/schedule", "").statusCode())
                .isEqualTo(204);
        assertThat(house.json("PUT", "/v1/backups/schedule", "{\"cron\": \"at noon\"}")
                        .path("type")
                        .asString())
                .isEqualTo("/problems/bad-schedule");
    }

    @Test
    void aDamagedOneStaysAndKeepsNoOtherFromGoing() throws IOException {
        Files.createDirectories(backups.resolve("auto-broken"));
        Files.writeString(backups.resolve("auto-broken/manifest.json"), "{\"format\": ");

        house.json("PUT", "/v1/backups/schedule", EACH_SECOND);

        Set<String> seen = new TreeSet<>();
        await().atMost(PATIENCE).until(() -> {
            seen.addAll(names());
            return seen.size() > 5 && names().size() == 3;
        });
        assertThat(names()).contains("auto-broken");
    }

    @Test
    void oneThatACrashCutOffIsToldAsOpenAndMadeUpFor() {
        house.json("PUT", "/v1/backups/schedule", EACH_NEW_YEAR);

        // Somebody is at it, as far as this process can know.
        house.whileLocked("sluice.schedule.sluice", () -> {
            house.execute(CUT_OFF.formatted("auto-cut-off"));
            JsonNode last = house.json("GET", "/v1/backups/schedule", "").path("last");
            assertThat(last.path("ok").isNull()).as(last.toString()).isTrue();
            assertThat(last.path("name").asString()).isEqualTo("auto-cut-off");
        });

        JsonNode last = awaitTaken();
        assertThat(names()).containsExactly(last.path("name").asString()).doesNotContain("auto-cut-off");
    }

    @Test
    void oneThatWasCompleteWhenTheProcessWentIsNotTakenAgain() {
        house.json("POST", "/v1/backups", "{\"name\": \"auto-complete\"}");
        house.json("PUT", "/v1/backups/schedule", EACH_NEW_YEAR);

        house.execute(CUT_OFF.formatted("auto-complete"));

        assertThat(awaitTaken().path("name").asString()).isEqualTo("auto-complete");
        assertThat(names()).containsExactly("auto-complete");
    }

    @Test
    void oneThatIsDueWhileAnotherIsTakenComesAfterIt() {
        house.json("PUT", "/v1/backups/schedule", EACH_NEW_YEAR);

        house.whileTableIsLocked("jobs", () -> {
            house.send("POST", "/v1/backups", "{\"name\": \"mine\"}", "wait=0");
            house.execute(CUT_OFF.formatted("auto-cut-off"));
            // It has been tried, and waits.
            await().atMost(PATIENCE).until(() -> {
                JsonNode last = house.json("GET", "/v1/backups/schedule", "").path("last");
                return last.path("ok").isNull() && !last.path("name").asString().equals("auto-cut-off");
            });
        });

        String name = awaitTaken().path("name").asString();
        assertThat(names()).containsExactlyInAnyOrder(name, "mine");
    }

    private JsonNode awaitTaken() {
        return await().atMost(PATIENCE)
                .until(
                        () -> house.json("GET", "/v1/backups/schedule", "").path("last"),
                        last -> last.path("ok").asBoolean(false));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        house.json("GET", "/v1/backups", "")
                .path("backups")
                .forEach(backup -> names.add(backup.path("name").asString()));
        return names;
    }
}
