package dev.sluice.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryServerTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private RegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.start(new SchemaRegistry(new MemoryLog(), RegistrySettings.of("nowhere:1")), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pathsQueriesAndBodiesArriveAsTheyWereSent() throws Exception {
        HttpResponse<String> registered = send(
                "POST",
                "/subjects/a%2Fb%20%C3%BC/versions",
                "{\"schema\":\"{\\\"type\\\":\\\"int\\\",\\\"x\\\":\\\"ü\\\"}\"}");
        assertThat(registered.statusCode()).isEqualTo(200);
        assertThat(registered.body()).isEqualTo("{\"id\":1}");
        assertThat(registered.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");

        assertThat(send("GET", "/subjects?subjectPrefix=a%2Fb", "").body()).isEqualTo("[\"a/b ü\"]");
        assertThat(send("GET", "/schemas/ids/1/schema", "").body()).isEqualTo("{\"type\":\"int\",\"x\":\"ü\"}");
        assertThat(send("GET", "/schemas/ids/2", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() throws Exception {
        HttpResponse<String> answer = send("POST", "/subjects/a/versions", "x".repeat(3 * 1024 * 1024));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("42209");
        assertThat(send("GET", "/subjects", "").body()).isEqualTo("[]");
    }

    @Test
    void onlyTheLoopbackIsListenedOn() {
        assertThat(server.url()).hasScheme("http").hasHost("127.0.0.1");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
