package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads that break off and go on. */
class UploadResumeIT {
    private static final String PATH = "/v1/ingest/jobs/uploads";

    private final Edge edge = Edge.start("--sluice.producer.body-timeout=3s", "--sluice.producer.upload-abandoned=4s");

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aRetryGoesOnAfterTheLastChunkThatIsInTheLog() throws IOException {
        cutOff(csv(30_000), "Idempotency-Key: nightly");
        await().until(() -> edge.raw("jobs").size() == 20_000);

        Answer answer = await().until(
                        () -> edge.post(PATH, "text/csv", csv(45_000), "Idempotency-Key", "nightly"),
                        it -> it.status() != 409);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("received").asLong()).isEqualTo(45_000);
        assertThat(numbers())
                .isEqualTo(LongStream.rangeClosed(1, 45_000).boxed().toList());
        assertThat(accepted()).hasSize(1);
        assertThat(accepted().get(0).tables()).isEqualTo(Map.of("jobs", BatchEvent.Share.ofRows(1, 45_000)));
        assertThat(accepted().get(0).interruptedAfter()).isNull();
    }

    @Test
    void theSameFileAgainGetsTheSameReceiptAndAnotherOneIsRefused() {
        Answer first = edge.post(PATH, "text/csv", csv(21_000), "Idempotency-Key", "a");
        Answer again = edge.post(PATH, "text/csv", csv(21_000), "Idempotency-Key", "a");
        Answer changed = edge.post(PATH, "text/csv", csv(21_000).replace("job 7\n", "job 8\n"), "Idempotency-Key", "a");
        Answer shorter = edge.post(PATH, "text/csv", csv(20_500), "Idempotency-Key", "a");
        Answer longer = edge.post(PATH, "text/csv", csv(21_001), "Idempotency-Key", "a");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(List.of(changed.slug(), shorter.slug(), longer.slug())).containsOnly("idempotency-mismatch");
        assertThat(edge.raw("jobs")).hasSize(21_000);
        assertThat(accepted()).hasSize(1);
    }

    @Test
    void aRetryWithOtherRowsIsRefusedAndTheRightOneMayStillCome() throws IOException {
        cutOff(csv(30_000), "Idempotency-Key: b");
        await().until(() -> edge.raw("jobs").size() == 20_000);

        Answer wrong = await().until(
                        () -> edge.post(
                                PATH, "text/csv", csv(45_000).replace("job 7\n", "x\n"), "Idempotency-Key", "b"),
                        it -> it.status() != 409);
        Answer right = edge.post(PATH, "text/csv", csv(30_000), "Idempotency-Key", "b");

        assertThat(wrong.slug()).isEqualTo("idempotency-mismatch");
        assertThat(right.body().get("received").asLong()).isEqualTo(30_000);
        assertThat(numbers())
                .isEqualTo(LongStream.rangeClosed(1, 30_000).boxed().toList());
    }

    @Test
    void aFormGoesOnAsWell() {
        Answer first =
                edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=b1", form("b1"), "Idempotency-Key", "f");
        Answer again =
                edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=b2", form("b2"), "Idempotency-Key", "f");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(edge.raw("jobs")).hasSize(1);
    }

    @Test
    void anUploadThatNobodyComesBackWithIsClosed() throws Exception {
        cutOff(csv(30_000), "Idempotency-Key: c");
        await().until(() -> edge.raw("jobs").size() == 20_000);
        heardOf(Headers.text(edge.raw("jobs").get(0).headers(), Headers.BATCH).orElseThrow());

        await().untilAsserted(() -> assertThat(accepted()).hasSize(1));
        Answer late = edge.post(PATH, "text/csv", csv(30_000), "Idempotency-Key", "c");

        assertThat(accepted().get(0).tables()).isEqualTo(Map.of("jobs", BatchEvent.Share.ofRows(1, 20_000)));
        assertThat(accepted().get(0).interruptedAfter()).isEqualTo(20_001);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.slug()).isEqualTo("upload-interrupted");
        assertThat(late.body().at("/ingested/rows").asLong()).isEqualTo(20_000);
        assertThat(edge.raw("jobs")).hasSize(20_000);
    }

    @Test
    void theClientMayWaitForTheOutcome() {
        Answer answer = edge.post(PATH, "text/csv", csv(3), "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("preference-applied")).isEqualTo("wait=1");
    }

    /** What the sink does when it first reads of a batch; it isn't here. */
    private void heardOf(String batch) throws SQLException {
        String sql =
                "insert into \"" + edge.bean(Tenant.class).schema() + "\".batches (batch_id, first_seen, last_seen)"
                        + " values (?, now() - interval '1 minute', now() - interval '1 minute')";
        try (Connection connection = edge.database().connect();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, batch);
            insert.executeUpdate();
        }
    }

    private void cutOff(String body, String header) throws IOException {
        try (Socket socket = new Socket("localhost", edge.port())) {
            String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Edge.KEY + "\r\n"
                    + header + "\r\nContent-Type: text/csv\r\nContent-Length: 100000000\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
        }
    }

    private List<Long> numbers() {
        return edge.raw("jobs").stream()
                .map(row ->
                        Long.parseLong(Headers.text(row.headers(), Headers.ROW).orElseThrow()))
                .sorted()
                .toList();
    }

    private List<BatchEvent.Accepted> accepted() {
        return edge.batches().stream()
                .filter(event -> kind(event).equals(BatchEvent.Accepted.KIND))
                .map(event -> (BatchEvent.Accepted)
                        BatchEvent.parse(kind(event), event.value()).orElseThrow())
                .toList();
    }

    private static String kind(ConsumerRecord<byte[], byte[]> event) {
        return Headers.text(event.headers(), Headers.EVENT).orElseThrow();
    }

    private static String form(String boundary) {
        return "--%1$s\r\nContent-Disposition: form-data; name=\"jobs\"; filename=\"a.csv\"\r\n\r\n1,a\r\n--%1$s--\r\n"
                .formatted(boundary);
    }

    private static String csv(int rows) {
        return LongStream.rangeClosed(1, rows)
                .mapToObj(id -> id + ",job " + id + "\n")
                .collect(Collectors.joining("", "id,job\n", ""));
    }
}
