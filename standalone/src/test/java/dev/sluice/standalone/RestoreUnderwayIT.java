package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What may happen to a restore, and to its tables, between its beginning and its end. */
class RestoreUnderwayIT {
    private final Path backups;
    private final WholeHouse house;
    private final RestoreSteps steps;

    RestoreUnderwayIT(@TempDir Path temporary) {
        this.backups = temporary.resolve("backups");
        this.house = new WholeHouse(temporary.resolve("state"), backups);
        this.steps = new RestoreSteps(house);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** An emptied table gets its rows out of the file, any other out of what the comparison found. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "id % 2 = 0"})
    void aRestoreThatIsCutOffGoesOnAndSendsNothingTwice(String gone) {
        steps.ingestMany(30);
        List<String> before = steps.hires();
        steps.take("before");
        house.execute("delete from {tables}.hired_employees where " + gone);
        int missing = before.size() - steps.hires().size();
        String id = steps.begin("{\"backup\": \"before\"}");
        awaitFirstRows(id);

        house.restart();
        house.restart();
        JsonNode restored = steps.awaitEnd(id);

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(steps.hires()).isEqualTo(before);
        steps.assertBalances(restored, missing);
        steps.assertTablesEqualLog();
    }

    @Test
    void aFileThatIsDamagedWhileARestoreIsCutOffIsNotReadOnIn() throws IOException {
        steps.ingestMany(30);
        steps.take("before");
        house.execute("delete from {tables}.hired_employees");
        String id = steps.begin("{\"backup\": \"before\"}");
        awaitFirstRows(id);
        Path file = backups.resolve("before/hired_employees.avro");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);

        house.restart();
        JsonNode failed = steps.awaitEnd(id);

        assertThat(failed.path("state").asString()).as(failed.toString()).isEqualTo("failed");
        assertThat(failed.path("findings").get(0).path("file").asString()).isEqualTo("hired_employees.avro");
        // What is in the log by then is stored, and nothing else.
        assertThat(steps.hires()).hasSizeBetween(1, 26_999);
    }

    /** Some are in the log, and not all. */
    private void awaitFirstRows(String id) {
        JsonNode restore = await().pollInterval(Duration.ofMillis(5))
                .atMost(RestoreSteps.PATIENCE)
                .until(
                        () -> steps.look(id),
                        now -> now.path("progress").path("rows").asLong() > 0
                                && !Set.of("verifying", "staging", "comparing")
                                        .contains(now.path("state").asString()));
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("publishing");
    }

    @Test
    void rowsThatComeWhileItRunsAreNotLostAndWin() throws Exception {
        steps.ingestMany(20);
        steps.take("before");
        house.execute("delete from {tables}.hired_employees");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> stream = CompletableFuture.supplyAsync(() -> write(over));

        JsonNode restored = steps.restore("{\"backup\": \"before\", \"tables\": [\"hired_employees\"]}");
        steps.take("during");
        over.set(true);
        int rounds = stream.get(1, TimeUnit.MINUTES);

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(rounds).isPositive();
        await().atMost(RestoreSteps.PATIENCE)
                .untilAsserted(() -> assertThat(house.rows("select count(*), count(*) filter (where name = 'Round "
                                + rounds + "') from {tables}.hired_employees"))
                        .containsExactly("18010,110"));
        steps.assertTablesEqualLog();
        assertThat(house.rows("select count(*) from {system}.dead_letters")).containsExactly("0");
        // A backup taken in the midst of it and the log from its offsets on make exactly what the tables are now.
        JsonNode latest = steps.restore("{\"backup\": \"during\", \"mode\": \"latest\", \"dryRun\": true}");
        for (String table : RestoreSteps.TABLES) {
            JsonNode plan = latest.path("plan").path(table);
            assertThat(plan.path("same").asLong())
                    .as(latest.toString())
                    .isEqualTo(plan.path("live").asLong());
            assertThat(plan.path("inserts").asLong() + plan.path("deletes").asLong())
                    .isZero();
        }
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
                    RestoreSteps.hires(100_000, 10, 1, 1).replaceAll("N1000[0-9]*", name));
            house.send(
                    "POST",
                    "/v1/ingest/hired_employees",
                    RestoreSteps.hires(5_000, 100, 1, 1).replaceAll("N5[0-9]*", name));
        }
        return round;
    }

    @Test
    void aRestoreCanBeCancelledUntilItPublishesAndOnlyOneRunsAtATime() {
        steps.ingest(1, 1, 1);
        steps.take("before");
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
            assertThat(house.send("DELETE", "/v1/backups/before", "")
                            .path("type")
                            .asString())
                    .isEqualTo("/problems/backup-in-use");
            house.send("DELETE", self, "");
            writer.rollback();
            JsonNode ended = steps.awaitEnd(begun.path("id").asString());

            assertThat(ended.path("state").asString()).isEqualTo("cancelled");
            assertThat(house.send("DELETE", self, "").path("type").asString())
                    .isEqualTo("/problems/too-late-to-cancel");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEmptiedTableThatGetsRowsBeforeItIsComparedIsComparedRowByRow() throws SQLException {
        steps.ingest(2, 2, 30);
        List<String> before = steps.hires();
        steps.take("before");
        house.execute("delete from {tables}.hired_employees");
        try (Connection writer = house.database().connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(hashtextextended('sluice.restores."
                    + house.systemSchema() + "', 0))");
            String id = steps.begin("{\"backup\": \"before\"}");
            await().atMost(RestoreSteps.PATIENCE)
                    .until(() -> steps.look(id).path("state").asString().equals("comparing"));
            house.execute("insert into {tables}.hired_employees values"
                    + " (1, 'Other', '2021-01-01Z', 1, 1), (99, 'Surplus', '2021-01-01Z', 1, 1)");
            writer.rollback();

            JsonNode restored = steps.awaitEnd(id);

            assertThat(restored.path("state").asString())
                    .as(restored.toString())
                    .isEqualTo("done");
            JsonNode plan = restored.path("plan").path("hired_employees");
            assertThat(List.of(
                            plan.path("live").asLong(),
                            plan.path("inserts").asLong(),
                            plan.path("changes").asLong()))
                    .containsExactly(2L, 29L, 1L);
            assertThat(steps.hires()).isEqualTo(before);
        }
    }
}
