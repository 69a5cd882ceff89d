package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The real files, in any order and however they are written, where the machine has them. */
@EnabledIfEnvironmentVariable(named = "SLUICE_HIRING_DATA", matches = ".+")
final class HiringFilesIT {
    private static final Map<String, String> COLUMNS = Map.of(
            "departments", "id,department",
            "jobs", "id,job",
            "hired_employees", "id,name,datetime,department_id,job_id");
    private static final Map<String, List<Integer>> STORED_AND_DEAD =
            Map.of("departments", List.of(12, 0), "jobs", List.of(183, 0), "hired_employees", List.of(1929, 70));

    @TempDir
    private static Path data;

    private static RunningSluice sluice;

    /** The files come one by one here; under a machine's load the next one may be a while. */
    @BeforeAll
    static void start() {
        sluice = RunningSluice.start(data, Map.of("SLUICE_VALIDATOR_REFERENCE_GRACE", "30s"));
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @Test
    void employeesBeforeTheirParents() throws IOException {
        Map<String, String> batches = new LinkedHashMap<>();
        for (String table : List.of("hired_employees", "jobs", "departments")) {
            batches.put(table, upload(table, file(table)));
        }

        batches.forEach(HiringFilesIT::settlesAsItShould);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void writtenWith(Function<Written, String> spelling) throws IOException {
        Map<String, String> batches = new LinkedHashMap<>();
        for (String table : List.of("departments", "hired_employees", "jobs")) {
            batches.put(table, upload(table, spelling.apply(new Written(table, file(table)))));
        }

        batches.forEach(HiringFilesIT::settlesAsItShould);
    }

    static Stream<Named<Function<Written, String>>> spellings() {
        return Stream.of(
                Named.of("CRLF", it -> it.text().replace("\n", "\r\n")),
                Named.of("a byte order mark and a header", it -> "\uFEFF" + it.header() + "\n" + it.text()),
                Named.of("semicolons", it -> it.text().replace(',', ';')),
                Named.of(
                        "quotes",
                        it -> it.lines(fields -> Arrays.stream(fields)
                                .map(field -> '"' + field + '"')
                                .collect(Collectors.joining(",")))),
                Named.of(
                        "a header in capitals and backwards",
                        it -> backwards(it.header()).toUpperCase(Locale.ROOT) + "\n"
                                + it.lines(fields -> backwards(String.join(",", fields)))),
                Named.of("blank lines", it -> "\n\n" + it.text().replace("\n", "\n \n\n")));
    }

    private static String backwards(String line) {
        List<String> fields = Arrays.asList(line.split(",", -1));
        Collections.reverse(fields);
        return String.join(",", fields);
    }

    private static String upload(String table, String text) {
        Answer answer = sluice.api().send("/v1/ingest/" + table + "/uploads", "text/csv", text.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("batchId").asString();
    }

    private static void settlesAsItShould(String table, String batch) {
        List<Integer> expected = STORED_AND_DEAD.get(table);
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
            JsonNode receipt = sluice.api().get("/v1/batches/" + batch).json();
            assertThat(receipt.get("state").asString()).isEqualTo("settled");
            assertThat(List.of(
                            receipt.get("stored").asInt(), receipt.get("dead").asInt()))
                    .isEqualTo(expected);
        });
    }

    private static String file(String table) throws IOException {
        return Files.readString(Path.of(System.getenv("SLUICE_HIRING_DATA"), table + ".csv"))
                .replace("\r\n", "\n");
    }

    /** One of the files, without a header and without quotes. */
    record Written(String table, String text) {
        String header() {
            return COLUMNS.getOrDefault(table, "");
        }

        String lines(Function<String[], String> line) {
            return text.lines().map(it -> line.apply(it.split(",", -1))).collect(Collectors.joining("\n", "", "\n"));
        }
    }
}
