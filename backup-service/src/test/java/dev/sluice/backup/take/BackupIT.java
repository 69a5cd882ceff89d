package dev.sluice.backup.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.DirectoryStore;
import dev.sluice.backup.files.Verification;
import dev.sluice.backup.runs.Progress;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BackupIT {
    private static final String ROWS = """
            insert into departments select i, 'Department ' || i from generate_series(1, 20) i;
            insert into jobs select i, 'Job ' || i from generate_series(1, 50) i;
            insert into hired_employees select i, 'Somebody ' || i, timestamptz '2021-01-01Z' + i * interval '1 min',
                1 + i %% 20, 1 + i %% 50 from generate_series(1, %d) i;
            """;

    private static final String PAIR = """
            begin;
            insert into departments values (%1$d, 'Paired');
            insert into hired_employees values (%1$d, 'Paired', now(), %1$d, 1);
            commit
            """;

    private static final BackupName ANY = new BackupName("any");

    private final Path dir;
    private final BackupHouse house;

    BackupIT(@TempDir Path dir) {
        this.dir = dir;
        this.house = new BackupHouse(dir.resolve("backups"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aBackupHoldsEveryRowAndCanBeShownFetchedVerifiedDrilledAndDeleted() throws IOException {
        house.execute(ROWS.formatted(300_000));

        JsonNode taken = house.json("POST", "/v1/backups", "{\"name\": \"first\"}");
        assertThat(taken.path("state").asString()).as(taken.toString()).isEqualTo("complete");
        assertThat(taken.path("rows").asLong()).isEqualTo(300_070);
        assertThat(house.json("GET", "/v1/backups", "")
                        .path("backups")
                        .get(0)
                        .path("name")
                        .asString())
                .isEqualTo("first");

        byte[] file = house.send("GET", "/v1/backups/first/files/hired_employees.avro", "")
                .body();
        assertThat(file).isEqualTo(Files.readAllBytes(dir.resolve("backups/first/hired_employees.avro")));

        JsonNode verified = house.json("POST", "/v1/backups/first/verify", "");
        assertThat(verified.path("state").asString()).isEqualTo("done");
        JsonNode drilled = house.json("POST", "/v1/backups/first/drill", "");
        assertThat(drilled.path("state").asString()).as(drilled.toString()).isEqualTo("done");
        JsonNode shown = house.json("GET", "/v1/backups/first", "");
        assertThat(shown.path("lastVerified").path("ok").asBoolean()).isTrue();
        assertThat(shown.path("lastDrill").path("ok").asBoolean()).isTrue();

        assertThat(house.send("DELETE", "/v1/backups/first", "").statusCode()).isEqualTo(204);
        assertThat(house.send("GET", "/v1/backups/first", "").statusCode()).isEqualTo(404);
        try (Stream<Path> left = Files.list(dir.resolve("backups"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".lock");
        }
    }

    /** Parents and children come in pairs all the while: a file with a child has its parent, or the snapshots differ. */
    @Test
    void whatComesWhileItIsTakenIsInItAsAWholeOrNotAtAll() throws Exception {
        house.execute(ROWS.formatted(200_000));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                house.execute(PAIR.formatted(1_000_000 + written.getAndIncrement()));
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                int before = written.get();
                await().until(() -> written.get() > before);
                JsonNode taken = house.json("POST", "/v1/backups", "{\"name\": \"during-" + i + "\"}");

                assertThat(taken.path("state").asString()).as(taken.toString()).isEqualTo("complete");
                assertThat(written.get()).isGreaterThan(before + 1);
                assertConsistent("during-" + i, taken);
            }
        } finally {
            over.set(true);
            writer.get(1, TimeUnit.MINUTES);
        }
    }

    private void assertConsistent(String name, JsonNode taken) throws IOException {
        Set<Object> departments = new HashSet<>();
        Set<Object> jobs = new HashSet<>();
        Set<Object> wanted = new HashSet<>();
        long rows = each(name, "departments", row -> departments.add(row.get("id")));
        rows += each(name, "jobs", row -> jobs.add(row.get("id")));
        rows += each(name, "hired_employees", row -> {
            assertThat(departments).contains(row.get("department_id"));
            assertThat(jobs).contains(row.get("job_id"));
            wanted.add(row.get("department_id"));
        });
        // Each pair came in one transaction: a parent without its child would be half of one.
        assertThat(wanted).isEqualTo(departments);
        assertThat(rows).isEqualTo(taken.path("rows").asLong());
    }

    private long each(String name, String table, Consumer<GenericRecord> row) throws IOException {
        Path file = dir.resolve("backups").resolve(name).resolve(table + ".avro");
        long rows = 0;
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            while (reader.hasNext()) {
                row.accept(reader.next());
                rows++;
            }
        }
        return rows;
    }

    @Test
    void theHashOfATablesRowsTellsWhetherTheyChanged() {
        house.execute(ROWS.formatted(50_000));

        JsonNode taken = house.json("POST", "/v1/backups", "{\"name\": \"before\", \"tables\": [\"departments\"]}");
        house.execute("update departments set department = 'Changed'");
        JsonNode again = house.json("POST", "/v1/backups", "{\"name\": \"after\", \"tables\": [\"departments\"]}");
        house.execute("update departments set department = 'Department ' || id");
        JsonNode third = house.json("POST", "/v1/backups", "{\"name\": \"third\", \"tables\": [\"departments\"]}");

        assertThat(hash(again)).isNotEqualTo(hash(taken));
        assertThat(hash(third)).isEqualTo(hash(taken));
    }

    private static String hash(JsonNode backup) {
        return backup.path("tables").get(0).path("rowHash").asString();
    }

    @Test
    void damageIsToldWithTheFile() throws IOException {
        house.execute(ROWS.formatted(10));
        house.json("POST", "/v1/backups", "{\"name\": \"first\"}");
        Path file = dir.resolve("backups/first/jobs.avro");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        for (String what : List.of("verify", "drill")) {
            JsonNode run = house.json("POST", "/v1/backups/first/" + what, "");
            assertThat(run.path("state").asString()).isEqualTo("failed");
            assertThat(run.path("findings").get(0).path("file").asString()).isEqualTo("jobs.avro");
        }
        assertThat(house.json("GET", "/v1/backups/first", "")
                        .path("lastDrill")
                        .path("ok")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(house.json("POST", "/v1/backups", "{\"name\": \"../up\"}")
                        .path("type")
                        .asString())
                .isEqualTo("/problems/bad-backup-name");
        assertThat(house.json("POST", "/v1/backups", "{\"tables\": [\"nothing\"]}")
                        .path("type")
                        .asString())
                .isEqualTo("/problems/unknown-table");
        for (String path : List.of("/v1/backups", "/v1/backups/schedule")) {
            assertThat(house.json(
                                    path.endsWith("schedule") ? "PUT" : "POST",
                                    path,
                                    "{\"cron\": \"0 0 3 * * *\", \"tables\": [null]}")
                            .path("type")
                            .asString())
                    .isEqualTo("/problems/unknown-table");
        }
        assertThat(house.json("GET", "/v1/backups/nothing", "").path("type").asString())
                .isEqualTo("/problems/unknown-backup");
        assertThat(house.send("GET", "/v1/backups/..%2fx/files/jobs.avro", "").statusCode())
                .isEqualTo(404);
        house.json("POST", "/v1/backups", "{\"name\": \"first\"}");
        assertThat(house.json("POST", "/v1/backups", "{\"name\": \"first\"}")
                        .path("type")
                        .asString())
                .isEqualTo("/problems/backup-exists");
        assertThat(house.send("GET", "/v1/backups/first/files/..%2f..%2fx.avro", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aBackupThatFailsLeavesNothing() throws IOException {
        house.execute(ROWS.formatted(10));
        house.execute("alter table jobs drop column job");

        JsonNode failed = house.json("POST", "/v1/backups", "{\"name\": \"first\"}");

        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("run").path("problem").asString()).contains("job");
        try (Stream<Path> left = Files.list(dir.resolve("backups"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".lock");
        }
    }

    @Test
    void aDiskThatFillsUpAtAnyPointLeavesACompleteBackupOrNone() throws Exception {
        house.execute(ROWS.formatted(20_000));
        Path full = dir.resolve("full");
        int failed = 0;
        try (DirectoryStore store = DirectoryStore.at(full)) {
            boolean complete = false;
            for (long room = 0; !complete; room += 20_000) {
                BackupTaker taker = new BackupTaker(
                        new FullStore(store, room),
                        house.bean(Postgres.class),
                        house.bean(SystemSchema.class),
                        TopicNames.of(""),
                        "public",
                        3);
                complete = takes(taker);
                try (Stream<Path> left = Files.list(full)) {
                    assertThat(left.map(path -> path.getFileName().toString()))
                            .containsExactlyInAnyOrder(
                                    complete ? new String[] {".lock", "any"} : new String[] {".lock"});
                }
                failed += complete ? 0 : 1;
            }
            assertThat(new Verification(store, bytes -> {}).require(ANY).rows()).isEqualTo(20_070);
        }
        assertThat(failed).isGreaterThan(3);
    }

    private boolean takes(BackupTaker taker) throws Exception {
        try {
            taker.take(ANY, Contracts.shipped().parentsFirst(), "request", new Progress());
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
            return false;
        }
    }
}
