package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ledger.BatchIds;
import dev.sluice.producer.Edge.Answer;
import dev.sluice.testkit.Backends;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
        String stubborn = edge.bean(BatchIds.class).next();
        says(stubborn, "[\"\"]");
        heardOf(stubborn);
        cantBeClosed(stubborn);
        cutOff(csv(30_000), "Idempotency-Key: c");
        await().until(() -> edge.raw("jobs").size() == 20_000);
        heardOf(Headers.text(edge.raw("jobs").get(0).headers(), Headers.BATCH).orElseThrow());

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(accepted()).hasSize(1));
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

    /** PostgreSQL refuses whatever is to be written of it. */
    private void cantBeClosed(String batch) throws SQLException {
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
                    create trigger refuse before insert on "%s".requests for each row
                    when (new.batch_id = '%s') execute function refuse()
                    """.formatted(edge.bean(Tenant.class).schema(), batch));
        }
    }

    /** What the log says of an upload whose first chunk has one row. */
    private void says(String batch, String writers) throws Exception {
        String progress =
                "{\"batch\":\"" + batch + "\",\"chunk\":1,\"tables\":{\"jobs\":{\"rows\":1,\"rowSum\":1}},\"rows\":1,"
                        + "\"line\":1,\"source\":\"csv-upload\",\"key\":\"k\",\"writers\":" + writers + "}";
        List<Header> headers = List.of(new RecordHeader(Headers.EVENT, Headers.bytes("progress")));
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Backends.shared().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            edge.topics().batches(), null, Headers.bytes(batch), Headers.bytes(progress), headers))
                    .get();
        }
    }

    /** What the sink does when it first reads of a batch; it isn't here, and it may have been away for long. */
    private void heardOf(String batch) throws SQLException {
        String sql =
                "insert into \"" + edge.bean(Tenant.class).schema() + "\".batches (batch_id, first_seen, last_seen)"
                        + " values (?, clock_timestamp() + interval '1 hour', now() - interval '1 minute')";
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
