package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables taken back to what they were, by all stages together. */
class RestoreIT {
    private final Path temporary;
    private final WholeHouse house;
    private final RestoreSteps steps;

    RestoreIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.house = new WholeHouse(temporary.resolve("state"), temporary.resolve("backups"));
        this.steps = new RestoreSteps(house);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void rowsThatSomebodyDroppedAreBackRowByRow() {
        steps.ingest(5, 5, 900);
        List<String> before = steps.hires();
        steps.take("before");
        house.execute("delete from {tables}.hired_employees; update {tables}.departments set department = 'Vandals'");

        JsonNode dry = steps.restore("{\"backup\": \"before\", \"dryRun\": true}");
        JsonNode restored = steps.restore("{\"backup\": \"before\"}");

        assertThat(dry.path("state").asString()).isEqualTo("planned");
        assertThat(dry.path("plan").path("hired_employees").path("inserts").asLong())
                .isEqualTo(900);
        assertThat(dry.path("plan").path("departments").path("changes").asLong())
                .isEqualTo(5);
        assertThat(restored.path("plan")).isEqualTo(dry.path("plan"));
        assertThat(restored.path("outcome")
                        .path("hired_employees")
                        .path("applied")
                        .asLong())
                .isEqualTo(900);
        assertThat(steps.hires()).isEqualTo(before);
        steps.assertBalances(restored, 905);
        steps.assertTablesEqualLog();
        assertThat(steps.restore("{\"backup\": \"before\"}").path("batchId").isNull())
                .isTrue();
    }

    @Test
    void rowsThatCameLaterGoUnlessTheRestoreOnlyMerges() {
        steps.ingest(3, 3, 10);
        steps.take("before");
        house.send("POST", "/v1/ingest/jobs", "[{\"id\": 99, \"job\": \"Later\"}, {\"id\": 1, \"job\": \"Changed\"}]");
        await().atMost(RestoreSteps.PATIENCE)
                .until(() -> house.rows("select 1 from {tables}.jobs").size() == 4);

        steps.restore("{\"backup\": \"before\", \"tables\": [\"jobs\"], \"mode\": \"merge\"}");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,Job 3", "99,Later");

        steps.restore("{\"backup\": \"before\", \"tables\": [\"jobs\"]}");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,Job 3");
        steps.assertTablesEqualLog();
    }

    @Test
    void anEmptiedTableWhoseParentsAreGoneIsRefusedWithTheCounts() {
        steps.ingest(2, 2, 4);
        List<String> before = steps.hires();
        steps.take("before");
        house.execute("delete from {tables}.hired_employees; delete from {tables}.departments where id = 2");

        JsonNode refused =
                house.send("POST", "/v1/restores", "{\"backup\": \"before\", \"tables\": [\"hired_employees\"]}");

        assertThat(refused.path("type").asString()).as(refused.toString()).isEqualTo("/problems/would-orphan");
        JsonNode orphans = refused.path("orphans").get(0);
        assertThat(orphans.path("column").asString()).isEqualTo("department_id");
        assertThat(orphans.path("rows").asLong()).isEqualTo(4);
        assertThat(orphans.path("parents").asLong()).isEqualTo(1);
        steps.restore("{\"backup\": \"before\", \"tables\": [\"departments\", \"hired_employees\"]}");
        assertThat(steps.hires()).isEqualTo(before);
        steps.assertTablesEqualLog();
    }

    @Test
    void whatWouldLeaveOrphansIsRefusedWithTheCounts() {
        steps.ingest(2, 2, 4);
        steps.take("before");
        house.send("POST", "/v1/ingest/departments", "[{\"id\": 7, \"department\": \"New\"}]");
        house.send("POST", "/v1/ingest/hired_employees", RestoreSteps.hires(100, 3, 7, 1));
        await().atMost(RestoreSteps.PATIENCE).until(() -> steps.hires().size() == 7);

        JsonNode refused =
                house.send("POST", "/v1/restores", "{\"backup\": \"before\", \"tables\": [\"departments\"]}");

        assertThat(refused.path("type").asString()).isEqualTo("/problems/would-orphan");
        JsonNode orphans = refused.path("orphans").get(0);
        assertThat(orphans.path("table").asString()).isEqualTo("hired_employees");
        assertThat(orphans.path("rows").asLong()).isEqualTo(3);
        assertThat(orphans.path("parents").asLong()).isEqualTo(1);
        steps.restore("{\"backup\": \"before\", \"tables\": [\"departments\", \"hired_employees\"]}");
        assertThat(house.rows("select id from {tables}.departments order by id"))
                .containsExactly("1", "2");
        assertThat(steps.hires()).hasSize(4);
        steps.assertTablesEqualLog();
    }

    @Test
    void anEmptyHouseGetsEverythingFromTheBackupAlone() {
        steps.ingest(4, 4, 50);
        List<String> before = steps.hires();
        steps.take("before");
        house.close();

        try (WholeHouse empty = new WholeHouse(temporary.resolve("other"), temporary.resolve("backups"))) {
            RestoreSteps there = new RestoreSteps(empty);
            JsonNode restored = there.restore("{\"backup\": \"before\"}");

            assertThat(restored.path("state").asString()).isEqualTo("done");
            assertThat(there.hires()).isEqualTo(before);
            // The validator's references have followed: a child of a restored parent is valid at once.
            JsonNode receipt = empty.send("POST", "/v1/ingest/hired_employees", RestoreSteps.hires(1_000, 1, 4, 4));
            assertThat(receipt.path("stored").asLong()).as(receipt.toString()).isEqualTo(1);
            there.assertTablesEqualLog();
        }
    }

    @Test
    void theLatestStateIsTheBackupAndTheLogAfterIt() {
        steps.ingest(3, 3, 10);
        steps.take("before");
        house.send("POST", "/v1/ingest/jobs", "[{\"id\": 3, \"job\": \"After\"}, {\"id\": 4, \"job\": \"After\"}]");
        house.send("DELETE", "/v1/ingest/hired_employees/10", "");
        await().atMost(RestoreSteps.PATIENCE).until(() -> steps.hires().size() == 9);
        house.execute(
                "delete from {tables}.hired_employees; delete from {tables}.jobs; delete from {tables}.departments");

        JsonNode restored = steps.restore("{\"backup\": \"before\", \"mode\": \"latest\"}");

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,After", "4,After");
        assertThat(steps.hires()).hasSize(9);
        steps.assertTablesEqualLog();
    }

    @Test
    void aDamagedBackupChangesNothing() throws IOException {
        steps.ingest(2, 2, 5);
        steps.take("before");
        Path file = temporary.resolve("backups/before/jobs.avro");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] ^= 4;
        Files.write(file, bytes);
        house.execute("delete from {tables}.hired_employees");

        JsonNode refused = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}");

        assertThat(refused.path("type").asString()).isEqualTo("/problems/damaged-backup");
        assertThat(refused.path("findings").get(0).path("file").asString()).isEqualTo("jobs.avro");
        assertThat(steps.hires()).isEmpty();
    }
}
