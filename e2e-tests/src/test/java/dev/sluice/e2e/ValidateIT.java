package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.HiringBatch;
import dev.sluice.testkit.RowFormat;
import dev.sluice.testkit.RowGenerator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What validating says of generated rows is what becomes of them, reason by reason, references included. */
final class ValidateIT {
    private static final int ROWS = 1000;
    private static final int BAD = 600;

    @TempDir
    Path data;

    @Test
    void theVerdictsAreTheValidators() {
        RowGenerator rows = RowGenerator.seeded();
        try (RunningSluice sluice = RunningSluice.start(data)) {
            parents(sluice, "departments", rows.departments());
            parents(sluice, "jobs", rows.jobs());
            for (HiringBatch batch :
                    List.of(rows.hires(RowFormat.JSON, 1, ROWS, BAD), rows.hires(RowFormat.CSV, 1 + ROWS, ROWS, BAD))) {
                Map<Integer, JsonNode> foretold = foretold(sluice, batch);
                Map<Integer, JsonNode> happened = happened(sluice, batch);

                assertThat(happened).hasSize(BAD);
                assertThat(foretold).isEqualTo(happened);
            }
        }
    }

    private static void parents(RunningSluice sluice, String table, List<String> objects) {
        Answer answer =
                sluice.api().post("/v1/ingest/" + table, "[" + String.join(",", objects) + "]", "Prefer", "wait=25");
        assertThat(answer.body()).contains("\"stored\":" + objects.size());
    }

    /** Row number to reasons, of rows that are not valid now. */
    private static Map<Integer, JsonNode> foretold(RunningSluice sluice, HiringBatch batch) {
        Answer answer = send(sluice, "/v1/ingest/hired_employees/validate", batch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Map<Integer, JsonNode> reasons = new TreeMap<>();
        for (JsonNode line : answer.json().get("verdicts")) {
            if (!line.get("verdict").asString().equals("valid")) {
                reasons.put(line.get("row").asInt(), line.get("violations"));
            }
        }
        return reasons;
    }

    /** The same of rows that were set aside. */
    private static Map<Integer, JsonNode> happened(RunningSluice sluice, HiringBatch batch) {
        Answer receipt = send(sluice, "/v1/ingest/hired_employees", batch, "Prefer", "wait=25");
        assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
        Map<Integer, JsonNode> reasons = new TreeMap<>();
        String next = receipt.json().at("/links/deadLetters").asString() + "&limit=200";
        while (!next.isEmpty()) {
            JsonNode page = sluice.api().get(next).json();
            for (JsonNode letter : page.get("letters")) {
                reasons.put(letter.get("row").asInt(), letter.get("reasons"));
            }
            next = page.at("/links/next").asString("");
        }
        return reasons;
    }

    private static Answer send(RunningSluice sluice, String path, HiringBatch batch, String... headers) {
        boolean json = batch.format() == RowFormat.JSON;
        String type = json ? "application/json" : "text/csv";
        String text = json ? batch.jsonArray() : batch.lines();
        return sluice.api().send(path, type, text.getBytes(UTF_8), headers);
    }
}
