package dev.sluice.embedded.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry on a loopback port of its own, for tests and for use beside services that run apart. */
public final class RegistryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final int THREADS = 8;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final SchemaRegistry registry;
    private final HttpServer server;
    private final ExecutorService threads;

    private RegistryServer(SchemaRegistry registry, HttpServer server, ExecutorService threads) {
        this.registry = registry;
        this.server = server;
        this.threads = threads;
    }

    /** Takes the registry over: closing the server closes it too. Port 0 takes a free one. */
    public static RegistryServer start(SchemaRegistry registry, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "registry-http");
            thread.setDaemon(true);
            return thread;
        });
        RegistryServer started = new RegistryServer(registry, HttpServer.create(address, 0), threads);
        started.server.createContext("/", started::answer);
        started.server.setExecutor(threads);
        started.server.start();
        return started;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            RegistryResponse response = response(exchange);
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
            boolean head = exchange.getRequestMethod().equals("HEAD");
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** The thread's outermost frame of our own: a bug costs one answer and is told. */
    private RegistryResponse response(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return RegistryProblem.tooLarge().response();
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        try {
            return registry.handle(new RegistryRequest(
                    exchange.getRequestMethod(), uri.getRawPath(), query, new String(body, StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("path", uri.getPath()).setCause(e).log("registry request failed");
            return RegistryProblem.storeFailed("Internal error").response();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
