package dev.sluice.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.access.Open;
import dev.sluice.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ProblemAnswersTest {

    private static final Map<String, RuntimeException> FAILURES = Map.of(
            "bug", new IllegalStateException("hush"),
            "cut-file", new UncheckedIOException(new EOFException("hush")),
            "lost-peer", new IllegalStateException(new IOException("Connection reset by peer")),
            "refused-sql", new InvalidDataAccessResourceUsageException("hush"),
            "ours", Problems.UNKNOWN_TABLE.because("There is no table x."));

    private static ConfigurableApplicationContext context;
    private static Http http;

    @BeforeAll
    static void start() {
        context = SluiceApplication.run(
                Service.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.postgres.url=jdbc:postgresql://127.0.0.1:1/none",
                "--sluice.postgres.acquire-timeout=250ms",
                "--sluice.admin.key=open sesame");
        http = Http.of(context);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, not-found",
        "GET, /, 404, not-found",
        "GET, /error, 404, not-found",
        "GET, /favicon.ico, 404, not-found",
        "DELETE, /echo, 405, method-not-allowed",
        "POST, /echo, 415, unsupported-media-type",
        "GET, /typed?number=x, 400, invalid-request",
        "GET, /typed, 400, invalid-request",
        "GET, /fails/bug, 500, internal-error",
        "GET, /fails/cut-file, 500, internal-error",
        "GET, /fails/lost-peer, 500, internal-error",
        "GET, /fails/refused-sql, 500, internal-error",
        "GET, /fails/ours, 404, unknown-table",
    })
    void everyErrorIsAProblem(String method, String path, int status, String slug) {
        HttpResponse<String> response = http.send(method, path, "X-API-Key", "open sesame");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(response.body(), "$.type")).isEqualTo("/problems/" + slug);
        assertThat(JsonPath.<Integer>read(response.body(), "$.status")).isEqualTo(status);
        assertThat(JsonPath.<Boolean>read(response.body(), "$.retriable")).isFalse();
        assertThat(response.body()).doesNotContain("Exception", "hush", "\tat ");
    }

    @Test
    void aBodyThatIsNotItsMediaTypeIsMalformed() {
        HttpResponse<String> response = http.send(
                "POST", "/echo", "{\"a\":", new String[] {"Content-Type", "application/json", "X-API-Key", "open sesame"
                });

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/problems/malformed-body");
    }

    @Test
    void aFormatThatNobodyHasIsNotAcceptable() {
        HttpResponse<String> response =
                http.send("GET", "/typed?number=1", "X-API-Key", "open sesame", "Accept", "image/png");

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void theDatabasesAbsenceIsSaidWithAPause() {
        HttpResponse<String> response = http.send("GET", "/v1/keys", "X-API-Key", "open sesame");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).contains("/problems/database-unavailable", "\"retriable\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f", "a%5Cb", "x%22;drop%20table", "HIRED_EMPLOYEES"})
    void anAddressOfAnyShapeReachesItsRoute(String table) {
        assertThat(http.send("GET", "/tables/" + table).statusCode()).isEqualTo(404);
        assertThat(http.send("GET", "/tables/" + table).body()).contains("/problems/unknown-table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /tables/\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            })
    void whatTheServerRefusesBeforeAnyRouteIsNoPageOfTheServers(String request) throws IOException {
        String response = raw(request);

        assertThat(response).startsWith("HTTP/1.1 ").doesNotContain("<html", "Tomcat");
        assertThat(response).contains("application/problem+json", "\"type\":\"/problems/");
    }

    @Test
    void everyKindIsExplainedWhereItsTypePoints() {
        List<Map<String, Object>> kinds =
                JsonPath.read(http.send("GET", "/problems").body(), "$.problems");

        assertThat(kinds).hasSizeGreaterThan(10);
        for (Map<String, Object> kind : kinds) {
            HttpResponse<String> page = http.send("GET", "/problems/" + kind.get("slug"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(JsonPath.<String>read(page.body(), "$.explanation")).isNotBlank();
        }
        assertThat(http.send("GET", "/problems/none").statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerThatFailsWhenAPartOfItIsOutBreaksOff() throws IOException {
        String response = raw("GET /midway HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked", "row row row");
        assertThat(response).doesNotContain("/problems/").doesNotEndWith("0\r\n\r\n");
    }

    private static String raw(String request) throws IOException {
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PlatformModule.class)
    static class Service {

        @Bean
        FailingRoutes failingRoutes() {
            return new FailingRoutes();
        }
    }

    @RestController
    @Open("test")
    static final class FailingRoutes {

        @PostMapping(path = "/echo", consumes = "application/json")
        Map<String, Object> echo(@RequestBody Map<String, Object> body) {
            return body;
        }

        @GetMapping(path = "/typed", produces = "application/json")
        int typed(@RequestParam int number) {
            return number;
        }

        @GetMapping("/fails/{how}")
        String fails(@PathVariable String how) {
            RuntimeException failure = FAILURES.get(how);
            if (failure != null) {
                throw failure;
            }
            return how;
        }

        @GetMapping("/midway")
        void midway(HttpServletResponse response) throws IOException {
            response.getOutputStream().write("row ".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            throw new IllegalStateException("hush");
        }

        @GetMapping("/tables/{table}")
        String table(@PathVariable String table) {
            if (!table.equals("jobs")) {
                throw Problems.UNKNOWN_TABLE.because("There is no table " + table + ".");
            }
            return table;
        }
    }
}
