package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadIT {
    private static final String FORM = "multipart/form-data; boundary=b";

    private final Edge edge = Edge.start("--sluice.producer.body-timeout=3s", "--sluice.producer.max-forms=1MB");

    @BeforeEach
    void nothingIsThere() {
        assertThat(edge.batches()).isEmpty();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aFileOfManyChunksIsOneBatch() {
        Answer answer = edge.post("/v1/ingest/jobs/uploads", "text/csv", csv(45_000));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("received").asLong()).isEqualTo(45_000);
        List<ConsumerRecord<byte[], byte[]>> rows = edge.raw("jobs");
        assertThat(rows.stream().map(UploadIT::number).sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, 45_000).boxed().toList());
        assertThat(accepted().orElseThrow().tables()).isEqualTo(Map.of("jobs", BatchEvent.Share.ofRows(1, 45_000)));
        assertThat(edge.batches()).hasSize(5);
    }

    @Test
    void gzipAndLinesOfJsonAreTaken() {
        byte[] body = gzip("{\"id\":1,\"job\":\"a\"}\n\n{broken\n{\"id\":2,\"job\":\"b\"}".getBytes(UTF_8));

        Answer answer = edge.post("/v1/ingest/jobs/uploads", "application/x-ndjson", body, "Content-Encoding", "gzip");

        assertThat(answer.body().get("received").asLong()).isEqualTo(3);
        assertThat(edge.raw("jobs").stream().map(row -> new String(row.value(), UTF_8)))
                .contains("{broken");
    }

    @Test
    void severalFilesAreFedParentsFirst() {
        String body = """
                --b
                Content-Disposition: form-data; name="hired_employees"; filename="x.csv"

                1,Ann,2021-01-01T00:00:00Z,1,1
                --b
                Content-Disposition: form-data; name="file"; filename="departments (2).csv"

                1,Sales
                --b
                Content-Disposition: form-data; name="jobs"; filename="jobs.csv"
                Content-Type: application/vnd.ms-excel

                id,job
                1,Clerk
                --b--
                """.replace("\n", "\r\n");

        Answer answer = edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=b", body);

        assertThat(answer.body().toString()).contains("\"tables\"");
        assertThat(answer.body().at("/tables/hired_employees/received").asLong())
                .isEqualTo(1);
        assertThat(number(edge.raw("hired_employees").get(0))).isEqualTo(3);
        assertThat(number(edge.raw("departments").get(0))).isLessThan(3);
    }

    @Test
    void filesThatAreNoRowsAreRefused() {
        assertThat(upload("test.xml", "application/xml").status()).isEqualTo(415);
        assertThat(upload("test.txt", "text/plain").status()).isEqualTo(415);
        assertThat(edge.post("/v1/ingest/jobs/uploads", "text/csv", new byte[] {-128, -127, -126})
                        .slug())
                .isEqualTo("malformed-body");
        assertThat(edge.post("/v1/ingest/jobs/uploads", "text/csv", "").slug()).isEqualTo("batch-size");
        assertThat(edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=b", "--x")
                        .status())
                .isEqualTo(422);
        assertThat(edge.batches()).isEmpty();
    }

    @Test
    void gzipThatIsCutShortIsRefusedWhereverItStands() {
        byte[] whole = gzip(csv(100).getBytes(UTF_8));
        for (int length : List.of(0, 5, whole.length / 2, whole.length - 4)) {
            byte[] cut = Arrays.copyOf(whole, length);

            Answer raw = edge.post("/v1/ingest/jobs/uploads", "text/csv", cut, "Content-Encoding", "gzip");
            Answer part = edge.post("/v1/ingest/uploads", FORM, form("jobs.csv.gz", cut));
            Answer form = edge.post("/v1/ingest/uploads", FORM, cut, "Content-Encoding", "gzip");

            assertThat(List.of(raw.slug(), part.slug(), form.slug()))
                    .as("%s bytes", length)
                    .containsOnly("malformed-body");
            assertThat(List.of(raw.status(), part.status(), form.status())).containsOnly(400);
        }
        assertThat(edge.batches()).isEmpty();
    }

    @Test
    void whatIsNoGzipIsRefusedWhereverItStands() {
        byte[] plain = csv(3).getBytes(UTF_8);

        assertThat(edge.post("/v1/ingest/jobs/uploads", "text/csv", plain, "Content-Encoding", "gzip")
                        .slug())
                .isEqualTo("malformed-body");
        assertThat(edge.post("/v1/ingest/uploads", FORM, form("jobs.csv.gz", plain))
                        .slug())
                .isEqualTo("malformed-body");
        assertThat(edge.post("/v1/ingest/uploads", FORM, plain, "Content-Encoding", "gzip")
                        .slug())
                .isEqualTo("malformed-body");
        assertThat(edge.batches()).isEmpty();
    }

    @Test
    void aFormThatTheDiskHasNoRoomForIsRefused() {
        Answer answer = edge.post("/v1/ingest/uploads", FORM, form("jobs.csv", "x".repeat(1 << 20) + "x"));
        Answer another = edge.post("/v1/ingest/uploads", FORM, form("jobs.csv", csv(40_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.slug()).isEqualTo("too-large");
        assertThat(another.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";boundary=", ";boundary", ";=;;"})
    void aFormWithoutABoundaryIsRefused(String parameter) {
        Answer answer = edge.post("/v1/ingest/uploads", "multipart/form-data" + parameter, form("jobs.csv", "1,a"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.slug()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aFormWhoseBoundaryIsLongerThanAnyIsRefused() {
        String boundary = "x".repeat(6000);

        Answer answer = edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=" + boundary, "--" + boundary);

        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";;;",
                "form-data; name",
                "form-data; name=\"jobs\"; filename*=nonsense''jobs.csv",
                "form-data; name=\"jobs\"; filename*=UTF-8''%zz",
            })
    void aPartThatCantBeReadIsRefused(String disposition) {
        String body = "--b\r\nContent-Disposition: " + disposition + "\r\n\r\n1,a\r\n--b--\r\n";

        Answer answer = edge.post("/v1/ingest/uploads", FORM, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.slug()).isEqualTo("malformed-body");
    }

    @Test
    void bad10AFieldThatNeverEndsSaysWhatWasIngestedBefore() {
        String body = csv(20_000) + "20001,\"" + "x".repeat(3 << 20);

        Answer answer = edge.post("/v1/ingest/jobs/uploads", "text/csv", body);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().at("/ingested/rows").asLong()).isEqualTo(20_000);
        assertThat(accepted().orElseThrow().interruptedAfter()).isEqualTo(20_001);
    }

    @Test
    void bad19WholeChunksOfAClientThatGoesAwayAreIngested() throws IOException {
        String body = csv(30_000);
        try (Socket socket = new Socket("localhost", edge.port())) {
            String head = "POST /v1/ingest/jobs/uploads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + Edge.KEY + "\r\nContent-Type: text/csv\r\nContent-Length: 100000000\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
        }

        await().untilAsserted(() -> assertThat(accepted()).isPresent());

        assertThat(accepted().orElseThrow().tables()).isEqualTo(Map.of("jobs", BatchEvent.Share.ofRows(1, 20_000)));
        assertThat(accepted().orElseThrow().interruptedAfter()).isEqualTo(20_001);
        assertThat(edge.raw("jobs")).hasSize(20_000);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] form(String file, String content) {
        return form(file, content.getBytes(UTF_8));
    }

    private static byte[] form(String file, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"jobs\"; filename=\"" + file + "\"\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return body.toByteArray();
    }

    private Answer upload(String name, String type) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"jobs\"; filename=\"" + name
                + "\"\r\nContent-Type: " + type + "\r\n\r\n1,a\r\n--b--\r\n";
        return edge.post("/v1/ingest/jobs/uploads", "multipart/form-data; boundary=b", body);
    }

    private Optional<BatchEvent.Accepted> accepted() {
        return edge.batches().stream()
                .flatMap(event ->
                        BatchEvent.parse(
                                Headers.text(event.headers(), Headers.EVENT).orElseThrow(), event.value())
                                .stream())
                .map(BatchEvent.Accepted.class::cast)
                .findFirst();
    }

    private static long number(ConsumerRecord<byte[], byte[]> row) {
        return Long.parseLong(Headers.text(row.headers(), Headers.ROW).orElseThrow());
    }

    private static String csv(int rows) {
        return LongStream.rangeClosed(1, rows)
                .mapToObj(id -> id + ",job " + id + "\n")
                .collect(Collectors.joining("", "id,job\n", ""));
    }
}
