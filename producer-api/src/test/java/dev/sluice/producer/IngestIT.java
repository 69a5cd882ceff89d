package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IngestIT {
    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = Edge.start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void aBatchIsInTheLogWithItsEventWhenItIsAccepted() {
        String body = "[{\"id\":1,\"job\":\"Plumber\"}, {\"id\":2, \"job\":\"\"},{\"id\":\"x\"}]";

        Answer answer = edge.post("/v1/ingest/jobs", "application/json", body);

        assertThat(answer.status()).isEqualTo(202);
        String batchId = answer.body().get("batchId").asString();
        assertThat(UUID.fromString(batchId).version()).isEqualTo(7);
        assertThat(answer.header("location")).isEqualTo("/v1/batches/" + batchId);
        assertThat(answer.body().get("table").asString()).isEqualTo("jobs");
        assertThat(answer.body().get("received").asLong()).isEqualTo(3);
        assertThat(answer.body().get("inFlight").asLong()).isEqualTo(3);
        assertThat(answer.body().get("state").asString()).isEqualTo("processing");
        List<ConsumerRecord<byte[], byte[]>> rows = rows("jobs", batchId);
        assertThat(rows)
                .extracting(row -> row.key() == null ? null : new String(row.key(), UTF_8))
                .containsExactly("1", "2", null);
        assertThat(rows)
                .extracting(row -> new String(row.value(), UTF_8))
                .containsExactly("{\"id\":1,\"job\":\"Plumber\"}", "{\"id\":2, \"job\":\"\"}", "{\"id\":\"x\"}");
        BatchEvent.Accepted event = event(batchId);
        assertThat(event.tables()).isEqualTo(Map.of("jobs", new BatchEvent.Share(3, 6)));
        assertThat(event.source()).isEqualTo("json");
        assertThat(event.keyId()).isEqualTo("admin");
    }

    @Test
    void severalTablesMakeOneBatch() {
        String body = "[{\"jobs\":[{\"id\":1}]},{\"departments\":[{\"id\":7},{\"id\":8}]}]";

        Answer answer = edge.post("/v1/ingest", "application/json", body);

        assertThat(answer.status()).isEqualTo(202);
        String batchId = answer.body().get("batchId").asString();
        assertThat(answer.body().at("/tables/departments/received").asLong()).isEqualTo(2);
        assertThat(rows("jobs", batchId)).hasSize(1);
        assertThat(rows("departments", batchId)).hasSize(2);
        assertThat(event(batchId).tables())
                .isEqualTo(Map.of("jobs", new BatchEvent.Share(1, 1), "departments", new BatchEvent.Share(2, 5)));
    }

    @Test
    void linesOfCsvTravelAsTheyCameAndSayHowToReadThem() {
        Answer answer = edge.post("/v1/ingest/jobs", "text/csv", "\uFEFFJOB;id\r\n\"a;\"\"b\";1\r\n\r\nc;2\n");

        assertThat(answer.status()).isEqualTo(202);
        List<ConsumerRecord<byte[], byte[]>> rows =
                rows("jobs", answer.body().get("batchId").asString());
        assertThat(rows).extracting(row -> new String(row.value(), UTF_8)).containsExactly("\"a;\"\"b\";1", "c;2");
        assertThat(rows).extracting(row -> new String(row.key(), UTF_8)).containsExactly("1", "2");
        assertThat(rows.get(0).headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .contains("content-type=text/csv; delimiter=;", "sluice-columns=job,id");
    }

    @Test
    void aThousandRowsAreABatch() {
        String body = IntStream.rangeClosed(1, 1000)
                .mapToObj(id -> "{\"id\":" + id + ",\"job\":\"x\"}")
                .collect(Collectors.joining("\n"));

        Answer answer = edge.post("/v1/ingest/jobs", "application/x-ndjson", body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(rows("jobs", answer.body().get("batchId").asString())).hasSize(1000);
    }

    private static List<ConsumerRecord<byte[], byte[]>> rows(String table, String batchId) {
        return edge.raw(table).stream()
                .filter(row ->
                        Headers.text(row.headers(), Headers.BATCH).orElse("").equals(batchId))
                .sorted(Comparator.comparingLong(row ->
                        Long.parseLong(Headers.text(row.headers(), Headers.ROW).orElseThrow())))
                .toList();
    }

    private static BatchEvent.Accepted event(String batchId) {
        return edge.batches().stream()
                .filter(event -> new String(event.key(), UTF_8).equals(batchId))
                .map(event -> (BatchEvent.Accepted) BatchEvent.parse(
                                Headers.text(event.headers(), Headers.EVENT).orElseThrow(), event.value())
                        .orElseThrow())
                .findFirst()
                .orElseThrow();
    }
}
