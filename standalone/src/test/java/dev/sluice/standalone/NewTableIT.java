package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Another table is another file, on a house that has rows already, and not a line of code. */
class NewTableIT {
    private static final String LONG_GRACE = "--sluice.validator.reference-grace=10m";
    private static final String PUMPS = """
            { "type": "record", "name": "Pump", "namespace": "dev.example", "doc": "One pump.",
              "sluice.table": "pumps", "sluice.key": "serial",
              "fields": [
                { "name": "serial", "type": "string", "sluice.pattern": "[A-Z]{2}-[0-9]{4}" },
                { "name": "price", "type": { "type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2 },
                  "sluice.min": 0.01 },
                { "name": "bought", "type": { "type": "int", "logicalType": "date" } },
                { "name": "kind", "type": { "type": "enum", "name": "Kind", "symbols": ["PISTON", "SCREW"] } },
                { "name": "note", "type": ["null", "string"], "default": null, "sluice.maxLength": 20 },
                { "name": "department_id", "type": "int", "sluice.references": "departments" } ] }
            """;
    private static final String ROWS = """
            [{"serial": "AB-0001", "price": 1234.5, "bought": "2021-02-28", "kind": "SCREW", "department_id": 7},
             {"serial": "ab1", "price": 0.001, "bought": "2021-02-30", "kind": "JET", "note": "a very long note indeed"}]
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aFileMakesATableAndWhatWaitsKeepsWaiting(@TempDir Path state, @TempDir Path contracts) throws Exception {
        AllStages stages = AllStages.in(state);
        String waiting;
        try (ConfigurableApplicationContext house = stages.start(LONG_GRACE)) {
            post(house, "jobs", "[{\"id\": 1, \"job\": \"Keeper\"}]", 10);
            waiting = post(
                    house,
                    "hired_employees",
                    "[{\"id\": 1, \"name\": \"Ada\", \"datetime\": \"2021-02-03T04:05:06Z\","
                            + " \"department_id\": 7, \"job_id\": 1}]",
                    1);
        }
        Files.writeString(contracts.resolve("pumps.avsc"), PUMPS);
        try (ConfigurableApplicationContext house = stages.start(LONG_GRACE, "--sluice.contracts.dir=" + contracts)) {
            String link = waiting.replaceFirst("(?s).*\"(/v1/batches/[^\"/]*)\".*", "$1");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(get(house, link)).contains("\"waiting\":1"));
            post(house, "departments", "[{\"id\": 7, \"department\": \"Sluices\"}]", 10);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(get(house, link)).contains("\"stored\":1", "\"waiting\":0"));

            assertThat(post(house, "pumps", ROWS, 30)).contains("\"stored\":1", "\"dead\":1");
            assertThat(get(house, "/v1/tables/pumps/rows/AB-0001"))
                    .contains("1234.5", "2021-02-28", "SCREW", "\"department_id\":7");
            assertThat(get(house, "/v1/dead-letters?table=pumps"))
                    .contains("pattern", "scale", "invalid-date", "unknown-symbol", "too-long", "required");
        }
    }

    private String post(ConfigurableApplicationContext house, String table, String rows, int wait)
            throws IOException, InterruptedException {
        return send(request(house, "/v1/ingest/" + table)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + wait)
                .POST(BodyPublishers.ofString(rows)));
    }

    private String get(ConfigurableApplicationContext house, String path) throws IOException, InterruptedException {
        return send(request(house, path).GET());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext house, String path) {
        String port = house.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + AllStages.ADMIN_KEY);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }
}
