package dev.sluice.validator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Stands before a schema registry and passes questions on, or answers them itself as one that has lost it. */
final class OddGateway implements AutoCloseable {
    private static final byte[] LOST =
            "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}".getBytes(StandardCharsets.UTF_8);

    private final URI registry;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private volatile boolean lost;

    OddGateway(URI registry) {
        this.registry = registry;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void lose() {
        lost = true;
    }

    void find() {
        lost = false;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (lost) {
                reply(exchange, 404, LOST);
            } else {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                                .build(),
                        BodyHandlers.ofByteArray());
                reply(exchange, answer.statusCode(), answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
