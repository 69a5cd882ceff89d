package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.producer.limits.BytesInFlight;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that can't be read as a whole: by their number in the list of bad inputs. None leaves a record behind. */
class BrokenEnvelopesIT {
    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = Edge.start("--sluice.producer.max-body=1MB", "--sluice.producer.body-timeout=3s");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void nothingIsIngested() {
        assertThat(edge.raw("jobs")).isEmpty();
        assertThat(edge.batches()).isEmpty();
        await().untilAsserted(
                        () -> assertThat(edge.bean(BytesInFlight.class).used()).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[{\"id\":1",
                "[{\"id\":1}] []",
                "[{\"id\":NaN}]",
                "[{\"id\":01}]",
                "[{\"id\":1,\"job\":\"a\nb\"}]",
                "{\"id\":1}",
                "1",
            })
    void bad1MalformedJson(String body) {
        Answer answer = edge.post("/v1/ingest/jobs", "application/json", body);

        refused(answer, 400, "malformed-body");
        assertThat(answer.body().get("line").asInt()).isPositive();
        assertThat(answer.body().get("column").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "80"})
    void bad2InvalidUtf8(String hex) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("[{\"id\":1,\"job\":\"".getBytes(UTF_8));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes("\"}]".getBytes(UTF_8));

        refused(edge.post("/v1/ingest/jobs", "application/json", body.toByteArray()), 400, "malformed-body");
        refused(edge.post("/v1/ingest/jobs", "text/csv", body.toByteArray()), 400, "malformed-body");
        refused(edge.post("/v1/ingest/jobs", "application/x-ndjson", body.toByteArray()), 400, "malformed-body");
    }

    @Test
    void bad4TooDeepOrTooLongANumber() {
        refused(
                edge.post("/v1/ingest/jobs", "application/json", "[".repeat(33) + "]".repeat(33)),
                400,
                "malformed-body");
        refused(
                edge.post("/v1/ingest/jobs", "application/json", "[{\"id\":" + "1".repeat(1001) + "}]"),
                400,
                "malformed-body");
    }

    @Test
    void bad5NoRowOrTooMany() {
        String many = "{\"id\":1}\n".repeat(1001);

        refused(edge.post("/v1/ingest/jobs", "application/json", "[]"), 422, "batch-size");
        refused(edge.post("/v1/ingest", "application/json", "{}"), 422, "batch-size");
        refused(edge.post("/v1/ingest", "application/json", "[{\"jobs\":[]}]"), 422, "batch-size");
        refused(edge.post("/v1/ingest/jobs", "application/x-ndjson", many), 422, "batch-size");
        refused(edge.post("/v1/ingest/jobs", "text/csv", "1,a\n".repeat(1001)), 422, "batch-size");
    }

    @Test
    void bad8HeadersThatDontFit() {
        Answer answer = edge.post("/v1/ingest/jobs", "text/csv", "id,id,title\n1,2,3\n");

        refused(answer, 422, "csv-header");
        assertThat(answer.body().get("wrong").toString())
                .contains("duplicate column id", "unknown column title", "missing column job");
    }

    @Test
    void bad9AnEmptyFile() {
        refused(edge.post("/v1/ingest/jobs", "text/csv", ""), 422, "batch-size");
        refused(edge.post("/v1/ingest/jobs", "text/csv", "id,job\n"), 422, "batch-size");
    }

    @Test
    void bad10TooMuch() {
        String large = "[{\"id\":1,\"job\":\"" + "x".repeat(2 << 20) + "\"}]";
        String largeRow = "[{\"id\":1,\"job\":\"" + "x".repeat(600 << 10) + "\"}]";
        HttpRequest chunked = edge.request("/v1/ingest/jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(UTF_8))))
                .build();

        refused(edge.post("/v1/ingest/jobs", "application/json", large), 413, "too-large");
        refused(edge.send(chunked), 413, "too-large");
        refused(edge.post("/v1/ingest/jobs", "application/json", largeRow), 413, "too-large");
        refused(edge.post("/v1/ingest/jobs", "text/csv", "1,\"" + "x".repeat(900 << 10)), 413, "too-large");
        refused(
                edge.post("/v1/ingest/jobs", "application/json", gzip(new byte[50 << 20]), "Content-Encoding", "gzip"),
                413,
                "too-large");
    }

    @Test
    void bad11FormatsThatAreNotRead() {
        String body = "[{\"id\":1,\"job\":\"a\"}]";

        refused(edge.post("/v1/ingest/jobs", "application/xml", body), 415, "unsupported-media-type");
        refused(edge.post("/v1/ingest/jobs", "nonsense", body), 415, "unsupported-media-type");
        refused(edge.post("/v1/ingest/jobs", "application/json; charset=utf-16", body), 415, "unsupported-media-type");
        refused(edge.post("/v1/ingest/jobs", "application/json", body.getBytes(UTF_16)), 415, "unsupported-media-type");
        refused(edge.post("/v1/ingest/jobs", "text/csv", "1,a".getBytes(UTF_16BE)), 415, "unsupported-media-type");
        refused(
                edge.post("/v1/ingest/jobs", "application/json", body, "Content-Encoding", "br"),
                415,
                "unsupported-media-type");
        refused(edge.post("/v1/ingest", "text/csv", "1,a"), 415, "unsupported-media-type");
        refused(
                edge.send(edge.request("/v1/ingest/jobs")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build()),
                415,
                "unsupported-media-type");
    }

    @Test
    void bad12AnAnswerThatCantBeGiven() {
        refused(
                edge.post("/v1/ingest/jobs", "application/json", "[{\"id\":1}]", "Accept", "text/plain"),
                406,
                "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "JOBS", "x%22;drop%20table", "x%22%3Bdrop%20table", "..%2f", "%2e%2e%2fjobs"})
    void bad13UnknownTables(String table) {
        refused(edge.post("/v1/ingest/" + table, "application/json", "[{\"id\":1}]"), 404, "unknown-table");
        refused(edge.post("/v1/ingest", "application/json", "{\"nothing\":[{\"id\":1}]}"), 404, "unknown-table");
    }

    @Test
    void bad18AClientThatTricklesIsSentAway() throws IOException {
        try (Socket socket = connect("Content-Length: 1000")) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        socket.getOutputStream().write('[');
                        return socket.getInputStream().available() > 0;
                    });

            assertThat(firstLine(socket)).contains("408");
        }
    }

    @Test
    void bad19AClientThatGoesAwayLeavesNothing() throws IOException {
        try (Socket socket = connect("Content-Length: 1000")) {
            socket.getOutputStream().write("[{\"id\":1,\"job\":\"a\"}".getBytes(UTF_8));
        }
        try (Socket socket = connect("Transfer-Encoding: chunked")) {
            socket.getOutputStream().write("14\r\n[{\"id\":1,\"job\":\"a\"}]\r\n".getBytes(UTF_8));
        }
    }

    private static Socket connect(String framing) throws IOException {
        Socket socket = new Socket("localhost", edge.port());
        String head = "POST /v1/ingest/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Edge.KEY
                + "\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream input = socket.getInputStream();
        for (int b = input.read(); b >= 0 && b != '\r'; b = input.read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
            output.write(plain);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void refused(Answer answer, int status, String slug) {
        assertThat(answer.slug() + " " + answer.body()).startsWith(slug + " ");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body().get("retriable").isBoolean()).isTrue();
    }
}
