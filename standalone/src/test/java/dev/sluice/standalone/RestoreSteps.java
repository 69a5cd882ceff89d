package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.AccountingOracle;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Comparison;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What tests of restores do to a house again and again. */
final class RestoreSteps {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final List<String> TABLES = List.of("departments", "jobs", "hired_employees");

    private final WholeHouse house;

    RestoreSteps(WholeHouse house) {
        this.house = house;
    }

    void ingest(int departments, int jobs, int hires) {
        house.send(
                "POST",
                "/v1/ingest/departments",
                list(departments, "{\"id\": %1$d, \"department\": \"Department %1$d\"}"));
        house.send("POST", "/v1/ingest/jobs", list(jobs, "{\"id\": %1$d, \"job\": \"Job %1$d\"}"));
        store("hired_employees", hires(1, hires, departments, jobs));
    }

    /** Three departments, three jobs, and so many batches of 900 hires each. */
    void ingestMany(int batches) {
        ingest(3, 3, 900);
        for (int i = 1; i < batches; i++) {
            store("hired_employees", hires(i * 1_000, 900, 3, 3));
        }
    }

    void store(String table, String rows) {
        JsonNode receipt = house.send("POST", "/v1/ingest/" + table, rows);
        assertThat(receipt.path("state").asString()).as(receipt.toString()).isEqualTo("settled");
        assertThat(receipt.path("dead").asLong()).as(receipt.toString()).isZero();
    }

    static String hires(int first, int count, int department, int job) {
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

    List<String> hires() {
        return house.rows("select * from {tables}.hired_employees order by id");
    }

    void take(String name) {
        JsonNode taken = house.send("POST", "/v1/backups", "{\"name\": \"" + name + "\"}");
        assertThat(taken.path("state").asString()).as(taken.toString()).isEqualTo("complete");
    }

    /** Answers its id, at once. */
    String begin(String order) {
        JsonNode begun = house.send("POST", "/v1/restores", order, "wait=0");
        assertThat(begun.path("id").asString()).as(begun.toString()).isNotEmpty();
        return begun.path("id").asString();
    }

    JsonNode look(String id) {
        return house.send("GET", "/v1/restores/" + id, "");
    }

    /** Answers when it has ended, however it did. */
    JsonNode restore(String order) {
        return awaitEnd(begin(order));
    }

    JsonNode awaitEnd(String id) {
        return await().atMost(PATIENCE)
                .until(() -> look(id), restore -> !restore.path("endedAt").isNull());
    }

    void assertBalances(JsonNode restored, long rows) {
        JsonNode receipt =
                house.send("GET", restored.path("links").path("receipt").asString(), "");
        assertThat(receipt.path("received").asLong()).as(receipt.toString()).isEqualTo(rows);
        assertThat(receipt.path("stored").asLong()).isEqualTo(rows);
        assertThat(receipt.path("state").asString()).isEqualTo("settled");
        assertThat(house.rows("select sum(received_sum) - sum(stored_sum) from {system}.batch_counts where batch_id = '"
                        + restored.path("batchId").asString() + "'"))
                .containsExactly("0");
    }

    void assertTablesEqualLog() {
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
