package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DemoClientTest {

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final DemoClient client;

    private record Answer(int status, String state) {}

    DemoClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = answers.remove();
            byte[] body = """
                    {"state": "%s", "links": {"self": "/v1/batches/b1"}}""".formatted(answer.state()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new DemoClient("http://127.0.0.1:" + server.getAddress().getPort(), "key");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBatchThatTheLedgerHasNotHeardOfYetIsWaitedFor() {
        answers(202, "processing", 404, "", 404, "", 200, "processing", 200, "settled");

        JsonNode receipt = client.settled(client.ingest("jobs", "1,Miller"));

        assertThat(receipt.path("state").asString()).isEqualTo("settled");
        assertThat(answers).isEmpty();
    }

    @Test
    void whatIsRefusedEndsTheDemo() {
        answers(202, "processing", 500, "");

        assertThatThrownBy(() -> client.settled(client.ingest("jobs", "1,Miller")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("500");
    }

    private void answers(Object... statesByStatus) {
        for (int i = 0; i < statesByStatus.length; i += 2) {
            answers.add(new Answer((Integer) statesByStatus[i], (String) statesByStatus[i + 1]));
        }
    }
}
