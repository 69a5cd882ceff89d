package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.AccountingOracle;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tables taken back to what they were, by all stages together. */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> TABLES = List.of("departments", "jobs", "hired_employees");
    private static final String ALL_HIRES = "select * from {tables}.hired_employees order by id";

    private final Path temporary;
    private final WholeHouse house;

    RestoreIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.house = new WholeHouse(temporary.resolve("state"), temporary.resolve("backups"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void rowsThatSomebodyDroppedAreBackRowByRow() {
        ingest(house, 5, 5, 900);
        List<String> before = house.rows(ALL_HIRES);
        take("before");
        house.execute("delete from {tables}.hired_employees; update {tables}.departments set department = 'Vandals'");

        JsonNode dry = restore("{\"backup\": \"before\", \"dryRun\": true}");
        JsonNode restored = restore("{\"backup\": \"before\"}");

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
        assertThat(house.rows(ALL_HIRES)).isEqualTo(before);
        assertBalances(restored, 905);
        assertTablesEqualLog(house);
        assertThat(restore("{\"backup\": \"before\"}").path("batchId").isNull()).isTrue();
    }

    @Test
    void rowsThatCameLaterGoUnlessTheRestoreOnlyMerges() {
        ingest(house, 3, 3, 10);
        take("before");
        house.send("POST", "/v1/ingest/jobs", "[{\"id\": 99, \"job\": \"Later\"}, {\"id\": 1, \"job\": \"Changed\"}]");
        await().atMost(PATIENCE)
                .until(() -> house.rows("select 1 from {tables}.jobs").size() == 4);

        restore("{\"backup\": \"before\", \"tables\": [\"jobs\"], \"mode\": \"merge\"}");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,Job 3", "99,Later");

        restore("{\"backup\": \"before\", \"tables\": [\"jobs\"]}");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,Job 3");
        assertTablesEqualLog(house);
    }

    @Test
    void whatWouldLeaveOrphansIsRefusedWithTheCounts() {
        ingest(house, 2, 2, 4);
        take("before");
        house.send("POST", "/v1/ingest/departments", "[{\"id\": 7, \"department\": \"New\"}]");
        house.send("POST", "/v1/ingest/hired_employees", hires(100, 3, 7, 1));
        await().atMost(PATIENCE).until(() -> house.rows(ALL_HIRES).size() == 7);

        JsonNode refused =
                house.send("POST", "/v1/restores", "{\"backup\": \"before\", \"tables\": [\"departments\"]}");

        assertThat(refused.path("type").asString()).isEqualTo("/problems/would-orphan");
        JsonNode orphans = refused.path("orphans").get(0);
        assertThat(orphans.path("table").asString()).isEqualTo("hired_employees");
        assertThat(orphans.path("rows").asLong()).isEqualTo(3);
        assertThat(orphans.path("parents").asLong()).isEqualTo(1);
        restore("{\"backup\": \"before\", \"tables\": [\"departments\", \"hired_employees\"]}");
        assertThat(house.rows("select id from {tables}.departments order by id"))
                .containsExactly("1", "2");
        assertThat(house.rows(ALL_HIRES)).hasSize(4);
        assertTablesEqualLog(house);
    }

    @Test
    void anEmptyHouseGetsEverythingFromTheBackupAlone() {
        ingest(house, 4, 4, 50);
        List<String> before = house.rows(ALL_HIRES);
        take("before");
        house.close();

        try (WholeHouse empty = new WholeHouse(temporary.resolve("other"), temporary.resolve("backups"))) {
            JsonNode restored = restore(empty, "{\"backup\": \"before\"}");

            assertThat(restored.path("state").asString()).isEqualTo("done");
            assertThat(empty.rows(ALL_HIRES)).isEqualTo(before);
            // The validator's references have followed: a child of a restored parent is valid at once.
            JsonNode receipt = empty.send("POST", "/v1/ingest/hired_employees", hires(1_000, 1, 4, 4));
            assertThat(receipt.path("stored").asLong()).as(receipt.toString()).isEqualTo(1);
            assertTablesEqualLog(empty);
        }
    }

    @Test
    void theLatestStateIsTheBackupAndTheLogAfterIt() {
        ingest(house, 3, 3, 10);
        take("before");
        house.send("POST", "/v1/ingest/jobs", "[{\"id\": 3, \"job\": \"After\"}, {\"id\": 4, \"job\": \"After\"}]");
        house.send("DELETE", "/v1/ingest/hired_employees/10", "");
        await().atMost(PATIENCE).until(() -> house.rows(ALL_HIRES).size() == 9);
        house.execute(
                "delete from {tables}.hired_employees; delete from {tables}.jobs; delete from {tables}.departments");

        JsonNode restored = restore("{\"backup\": \"before\", \"mode\": \"latest\"}");

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(house.rows("select * from {tables}.jobs order by id"))
                .containsExactly("1,Job 1", "2,Job 2", "3,After", "4,After");
        assertThat(house.rows(ALL_HIRES)).hasSize(9);
        assertTablesEqualLog(house);
    }

    /** An emptied table gets its rows out of the file, any other out of what the comparison found. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "id % 2 = 0"})
    void aRestoreThatIsCutOffGoesOnAndSendsNothingTwice(String gone) {
        ingest(house, 3, 3, 900);
        for (int i = 1; i < 30; i++) {
            house.send("POST", "/v1/ingest/hired_employees", hires(i * 1_000, 900, 3, 3));
        }
        List<String> before = house.rows(ALL_HIRES);
        take("before");
        house.execute("delete from {tables}.hired_employees where " + gone);
        int missing = before.size() - house.rows(ALL_HIRES).size();
        JsonNode begun = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}", "wait=0");
        String id = begun.path("id").asString();
        awaitFirstRows(id);

        house.restart();
        house.restart();
        JsonNode restored = awaitEnd(house, id);

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(house.rows(ALL_HIRES)).isEqualTo(before);
        assertBalances(restored, missing);
        assertTablesEqualLog(house);
    }

    @Test
    void rowsThatComeWhileItRunsAreNotLostAndWin() throws Exception {
        ingest(house, 3, 3, 900);
        for (int i = 1; i < 20; i++) {
            house.send("POST", "/v1/ingest/hired_employees", hires(i * 1_000, 900, 3, 3));
        }
        take("before");
        house.execute("delete from {tables}.hired_employees");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> stream = CompletableFuture.supplyAsync(() -> write(over));

        JsonNode restored = restore("{\"backup\": \"before\", \"tables\": [\"hired_employees\"]}");
        take("during");
        over.set(true);
        int rounds = stream.get(1, TimeUnit.MINUTES);

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(rounds).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(house.rows("select count(*), count(*) filter (where name = 'Round "
                                + rounds + "') from {tables}.hired_employees"))
                        .containsExactly("18010,110"));
        assertTablesEqualLog(house);
        assertThat(house.rows("select count(*) from {system}.dead_letters")).containsExactly("0");
        // A backup taken in the midst of it and the log from its offsets on make exactly what the tables are now.
        JsonNode latest = restore("{\"backup\": \"during\", \"mode\": \"latest\", \"dryRun\": true}");
        for (String table : TABLES) {
            JsonNode plan = latest.path("plan").path(table);
            assertThat(plan.path("same").asLong())
                    .as(latest.toString())
                    .isEqualTo(plan.path("live").asLong());
            assertThat(plan.path("inserts").asLong() + plan.path("deletes").asLong())
                    .isZero();
        }
    }

    @Test
    void aDamagedBackupChangesNothing() throws IOException {
        ingest(house, 2, 2, 5);
        take("before");
        Path file = temporary.resolve("backups/before/jobs.avro");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] ^= 4;
        Files.write(file, bytes);
        house.execute("delete from {tables}.hired_employees");

        JsonNode refused = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}");

        assertThat(refused.path("type").asString()).isEqualTo("/problems/damaged-backup");
        assertThat(refused.path("findings").get(0).path("file").asString()).isEqualTo("jobs.avro");
        assertThat(house.rows(ALL_HIRES)).isEmpty();
    }

    /** Writes ten keys that the backup doesn't have and a hundred that it has, again and again. */
    private int write(AtomicBoolean over) {
        int round = 0;
        while (!over.get()) {
            round++;
            String name = "Round " + round;
            house.send(
                    "POST",
                    "/v1/ingest/hired_employees",
                    hires(100_000, 10, 1, 1).replaceAll("N1000[0-9]*", name));
            house.send(
                    "POST",
                    "/v1/ingest/hired_employees",
                    hires(5_000, 100, 1, 1).replaceAll("N5[0-9]*", name));
        }
        return round;
    }

    @Test
    void aRestoreCanBeCancelledUntilItPublishesAndOnlyOneRunsAtATime() {
        ingest(house, 1, 1, 1);
        take("before");
        // The writers hold the gate: the restore waits before its comparison for as long as this transaction lasts.
        try (Connection writer = house.database().connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(hashtextextended('sluice.restores."
                    + house.systemSchema() + "', 0))");
            JsonNode begun = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}", "wait=0");
            String self = begun.path("links").path("self").asString();

            assertThat(house.send("POST", "/v1/restores", "{\"backup\": \"before\"}")
                            .path("type")
                            .asString())
                    .isEqualTo("/problems/restore-running");
            house.send("DELETE", self, "");
            writer.rollback();
            JsonNode ended = awaitEnd(house, begun.path("id").asString());

            assertThat(ended.path("state").asString()).isEqualTo("cancelled");
            assertThat(house.send("DELETE", self, "").path("type").asString())
                    .isEqualTo("/problems/too-late-to-cancel");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEmptiedTableThatGetsRowsBeforeItIsComparedIsComparedRowByRow() throws SQLException {
        ingest(house, 2, 2, 30);
        List<String> before = house.rows(ALL_HIRES);
        take("before");
        house.execute("delete from {tables}.hired_employees");
        try (Connection writer = house.database().connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(hashtextextended('sluice.restores."
                    + house.systemSchema() + "', 0))");
            JsonNode begun = house.send("POST", "/v1/restores", "{\"backup\": \"before\"}", "wait=0");
            String id = begun.path("id").asString();
            await().atMost(PATIENCE)
                    .until(() -> house.send("GET", "/v1/restores/" + id, "")
                            .path("state")
                            .asString()
                            .equals("comparing"));
            house.execute("insert into {tables}.hired_employees values"
                    + " (1, 'Other', '2021-01-01Z', 1, 1), (99, 'Surplus', '2021-01-01Z', 1, 1)");
            writer.rollback();

            JsonNode restored = awaitEnd(house, id);

            assertThat(restored.path("state").asString())
                    .as(restored.toString())
                    .isEqualTo("done");
            JsonNode plan = restored.path("plan").path("hired_employees");
            assertThat(List.of(
                            plan.path("live").asLong(),
                            plan.path("inserts").asLong(),
                            plan.path("changes").asLong()))
                    .containsExactly(2L, 29L, 1L);
            assertThat(house.rows(ALL_HIRES)).isEqualTo(before);
        }
    }

    private static void ingest(WholeHouse house, int departments, int jobs, int hires) {
        house.send(
                "POST",
                "/v1/ingest/departments",
                list(departments, "{\"id\": %1$d, \"department\": \"Department %1$d\"}"));
        house.send("POST", "/v1/ingest/jobs", list(jobs, "{\"id\": %1$d, \"job\": \"Job %1$d\"}"));
        JsonNode receipt = house.send("POST", "/v1/ingest/hired_employees", hires(1, hires, departments, jobs));
        assertThat(receipt.path("stored").asLong()).as(receipt.toString()).isEqualTo(hires);
    }

    private static String hires(int first, int count, int department, int job) {
        return IntStream.range(first, first + count)
                .mapToObj(id ->
                        "{\"id\": %d, \"name\": \"N%d\", \"datetime\": \"2021-03-01T10:00:00Z\", \"department_id\": %d, \"job_id\": %d}"
                                .formatted(id, id, department, job))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String list(int count, String row) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> row.formatted(id))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void take(String name) {
        JsonNode taken = house.send("POST", "/v1/backups", "{\"name\": \"" + name + "\"}");
        assertThat(taken.path("state").asString()).as(taken.toString()).isEqualTo("complete");
    }

    private JsonNode restore(String order) {
        return restore(house, order);
    }

    private static JsonNode restore(WholeHouse house, String order) {
        JsonNode begun = house.send("POST", "/v1/restores", order);
        assertThat(begun.path("id").asString()).as(begun.toString()).isNotEmpty();
        return awaitEnd(house, begun.path("id").asString());
    }

    private static JsonNode awaitEnd(WholeHouse house, String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> house.send("GET", "/v1/restores/" + id, ""),
                        restore -> !restore.path("endedAt").isNull());
    }

    /** Some are in the log, and not all. */
    private void awaitFirstRows(String id) {
        JsonNode restore = await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(
                        () -> house.send("GET", "/v1/restores/" + id, ""),
                        now -> now.path("progress").path("rows").asLong() > 0
                                && !Set.of("verifying", "staging", "comparing")
                                        .contains(now.path("state").asString()));
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("publishing");
    }

    private void assertBalances(JsonNode restored, long rows) {
        JsonNode receipt =
                house.send("GET", restored.path("links").path("receipt").asString(), "");
        assertThat(receipt.path("received").asLong()).as(receipt.toString()).isEqualTo(rows);
        assertThat(receipt.path("stored").asLong()).isEqualTo(rows);
        assertThat(receipt.path("state").asString()).isEqualTo("settled");
        assertThat(house.rows("select sum(received_sum) - sum(stored_sum) from {system}.batch_counts where batch_id = '"
                        + restored.path("batchId").asString() + "'"))
                .containsExactly("0");
    }

    private static void assertTablesEqualLog(WholeHouse house) {
        AccountingOracle oracle = AccountingOracle.of(
                Backends.shared().bootstrapServers(), Backends.shared().registryUrl());
        for (String table : TABLES) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                Comparison comparison =
                        oracle.compare(house.validTopic(table), house.database(), house.qualified(table));
                assertThat(comparison.missing()).isEmpty();
                assertThat(comparison.surplus()).isEmpty();
            });
        }
    }
}
