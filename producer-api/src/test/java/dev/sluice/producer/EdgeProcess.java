package dev.sluice.producer;

import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This stage in a JVM of its own, to be killed; the next one takes its port and its name. */
final class EdgeProcess implements AutoCloseable {
    /** What stays the same from one process to the next. */
    record House(String bootstrapServers, Database database, String prefix, int port) {
        String requests() {
            return '"' + prefix.replace('-', '_') + "sluice\".requests";
        }

        URI address(String path) {
            return URI.create("http://localhost:" + port + path);
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;

    private EdgeProcess(Process process) {
        this.process = process;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EdgeProcess start(House house) {
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ProducerApp.class.getName(),
                "--server.port=" + house.port(),
                "--management.server.port=-1",
                "--sluice.producer.answer-within=1500ms",
                "--sluice.prefix=" + house.prefix(),
                "--sluice.admin.key=" + Edge.KEY,
                "--sluice.kafka.bootstrap-servers=" + house.bootstrapServers(),
                "--sluice.postgres.url=" + house.database().url(),
                "--sluice.postgres.user=" + house.database().user(),
                "--sluice.postgres.password=" + house.database().password());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            EdgeProcess edge = new EdgeProcess(process);
            await().atMost(Duration.ofSeconds(90)).until(() -> !process.isAlive() || ready(house));
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> hasRequests(house));
            return edge;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place for idempotency keys is made in the background: requests without one don't wait for it. */
    private static boolean hasRequests(House house) throws SQLException {
        try (Connection connection = house.database().connect();
                Statement statement = connection.createStatement()) {
            return statement.execute("select from " + house.requests() + " limit 1");
        }
    }

    private static boolean ready(House house) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(house.address("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
