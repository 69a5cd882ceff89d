package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What is set aside comes back: mended in a file, or once its reason is gone; and nothing comes back twice. */
final class DeskIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    @EnabledIfEnvironmentVariable(named = "SLUICE_HIRING_DATA", matches = ".+")
    void theRealFilesAreReportedMendedAndWhole() throws IOException {
        Path files = Path.of(System.getenv("SLUICE_HIRING_DATA"));
        try (RunningSluice sluice = RunningSluice.start(directory)) {
            Api api = sluice.api();
            upload(api, "departments", Files.readString(files.resolve("departments.csv")));
            upload(api, "jobs", Files.readString(files.resolve("jobs.csv")));
            String hires = upload(api, "hired_employees", Files.readString(files.resolve("hired_employees.csv")));
            assertThat(settled(api, hires)).isEqualTo("1999 = 1929 + 70, letters 70 0 0");
            assertThat(report(api, "hires-by-quarter")).isEqualTo(expected(files, "metric1_hires_by_quarter_2021.csv"));
            assertThat(report(api, "departments-above-mean"))
                    .isEqualTo(expected(files, "metric2_departments_above_mean_2021.csv"));
            assertThat(json(api.get("/v1/dead-letters/groups?by=field")).get("groups"))
                    .extracting(group -> group.get("name").asText() + " " + group.get("letters"))
                    .containsExactly("department_id 21", "name 19", "job_id 16", "datetime 14");

            String mended =
                    mended(api.get("/v1/dead-letters?format=csv&batch=" + hires).body());
            String correction = batch(api.csv("/v1/ingest/hired_employees/uploads?corrects=" + hires, mended));

            assertThat(settled(api, correction)).isEqualTo("70 = 70 + 0");
            assertThat(settled(api, hires)).isEqualTo("1999 = 1929 + 70, letters 0 70 0");
            assertThat(json(api.get("/v1/batches/" + hires))
                            .at("/links/correctedBy")
                            .asText())
                    .isEqualTo("/v1/batches/" + correction);
            assertThat(rows(api, "hired_employees")).isEqualTo(1999);
        }
    }

    @Test
    void rowsWithoutTheirParentComeBackWithOneCall() {
        try (RunningSluice sluice = RunningSluice.start(directory)) {
            Api api = sluice.api();
            api.post("/v1/ingest/jobs", "[{\"id\":1,\"job\":\"Keeper\"}]");
            String dead = batch(api.post("/v1/ingest/hired_employees", "[" + hire(1) + "," + hire(2) + "]"));
            assertThat(settled(api, dead)).isEqualTo("2 = 0 + 2, letters 2 0 0");
            String waiting = batch(api.post("/v1/ingest/hired_employees", "[" + hire(3) + "]"));

            api.post("/v1/ingest/departments", "[{\"id\":77,\"department\":\"Late\"}]", "Prefer", "wait=20");
            Answer replay = api.post("/v1/ingest/dead-letters/replay", "{\"filter\":{\"rule\":\"missing-reference\"}}");

            assertThat(settled(api, batch(replay))).isEqualTo("2 = 2 + 0");
            assertThat(settled(api, waiting)).isEqualTo("1 = 1 + 0");
            assertThat(settled(api, dead)).isEqualTo("2 = 0 + 2, letters 0 2 0");
            assertThat(rows(api, "hired_employees")).isEqualTo(3);
        }
    }

    @Test
    void aReplayThatIsKilledGoesOnAndSendsNothingTwice() {
        int many = 3000;
        String dead;
        String replay;
        try (RunningSluice sluice = RunningSluice.start(directory)) {
            Api api = sluice.api();
            api.post("/v1/ingest/jobs", "[{\"id\":1,\"job\":\"Keeper\"}]");
            String hires = IntStream.rangeClosed(1, many).mapToObj(DeskIT::hire).collect(Collectors.joining("\n"));
            dead = batch(api.send(
                    "/v1/ingest/hired_employees/uploads",
                    "application/x-ndjson",
                    hires.getBytes(StandardCharsets.UTF_8)));
            assertThat(settled(api, dead)).isEqualTo("3000 = 0 + 3000, letters 3000 0 0");
            api.post("/v1/ingest/departments", "[{\"id\":77,\"department\":\"Late\"}]", "Prefer", "wait=20");

            replay = batch(api.post("/v1/ingest/dead-letters/replay", "{\"filter\":{},\"rate\":500}"));
            String path = "/v1/ingest/dead-letters/replays/" + replay;
            await().atMost(PATIENCE).until(() -> json(api.get(path)).get("sent").asInt() >= 500);
            sluice.killParent();
            sluice.awaitNobodyLeft(Duration.ofSeconds(15));
        }
        try (RunningSluice again = RunningSluice.start(directory)) {
            Api api = again.api();

            assertThat(settled(api, replay)).isEqualTo("3000 = 3000 + 0");
            assertThat(settled(api, dead)).isEqualTo("3000 = 0 + 3000, letters 0 3000 0");
            JsonNode over = json(api.get("/v1/ingest/dead-letters/replays/" + replay));
            assertThat(over.get("state").asText()).isEqualTo("done");
            assertThat(over.get("sent").asInt()).isEqualTo(many);
            assertThat(rows(api, "hired_employees")).isEqualTo(many);
        }
    }

    private static String hire(int id) {
        return "{\"id\":" + id + ",\"name\":\"Somebody\",\"datetime\":\"2021-05-30T05:43:46Z\",\"department_id\":77,"
                + "\"job_id\":1}";
    }

    private static String upload(Api api, String table, String csv) {
        return batch(api.csv("/v1/ingest/" + table + "/uploads", csv));
    }

    private static String batch(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return json(answer).get("batchId").asText();
    }

    /** Waits until every row has its outcome, and says how they add up. */
    private static String settled(Api api, String batch) {
        String path = "/v1/batches/" + batch;
        await().atMost(PATIENCE)
                .until(() -> "settled".equals(json(api.get(path)).path("state").asText()));
        JsonNode receipt = json(api.get(path));
        JsonNode letters = receipt.path("letters");
        String sum = receipt.get("received") + " = " + receipt.get("stored") + " + " + receipt.get("dead");
        return letters.isMissingNode()
                ? sum
                : sum + ", letters " + letters.get("open") + " " + letters.get("resolved") + " "
                        + letters.get("discarded");
    }

    /** Fills in what each reason says is missing. */
    private static String mended(String failed) {
        return failed.lines()
                .map(line -> line.startsWith("id,") ? line : mendedLine(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String mendedLine(String line) {
        String[] cells = line.split(",", 6);
        String[] instead = {"", "Somebody", "2022-01-01T00:00:00Z", "1", "1"};
        for (int i = 1; i < instead.length; i++) {
            cells[i] = cells[i].isEmpty() ? instead[i] : cells[i];
        }
        return String.join(",", cells);
    }

    private static int rows(Api api, String table) {
        int rows = 0;
        String next = "/v1/tables/" + table + "/rows?limit=1000";
        while (!next.isEmpty()) {
            JsonNode page = json(api.get(next));
            rows += page.get("rows").size();
            next = page.at("/links/next").asText("");
        }
        return rows;
    }

    private static String report(Api api, String name) {
        return api.get("/v1/reports/" + name + "?year=2021&format=csv").body();
    }

    private static String expected(Path files, String name) throws IOException {
        return Files.readString(files.resolve("expected").resolve(name)).replace("\r\n", "\n");
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
