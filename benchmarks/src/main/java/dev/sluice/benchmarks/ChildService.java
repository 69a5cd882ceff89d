package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stage in a JVM of its own, as in production. */
public final class ChildService implements AutoCloseable {
    public static final String KEY = "slc_bench_not-a-secret-of-anybody";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern USED = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

    private final Process process;
    private final int port;
    private final int managementPort;

    private ChildService(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when it is ready. */
    public static ChildService start(
            Class<?> app, String heap, Endpoints endpoints, URI registry, Path directory, String... more)
            throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                app.getName(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--sluice.admin.key=" + KEY,
                "--sluice.kafka.bootstrap-servers=" + endpoints.bootstrapServers(),
                "--sluice.registry.url=" + registry,
                "--sluice.postgres.url=" + endpoints.jdbcUrl(),
                "--sluice.postgres.user=" + endpoints.user(),
                "--sluice.postgres.password=" + endpoints.password(),
                "--sluice.validator.state-dir=" + directory.resolve("state")));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(app.getSimpleName() + ".log").toFile())
                .start();
        ChildService service = new ChildService(process, port, managementPort);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!service.ready()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(app.getSimpleName() + " ended, see its log in " + directory);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return service;
    }

    private boolean ready() throws InterruptedException {
        try {
            return get("http://localhost:" + port + "/actuator/health/readiness")
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(address(path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", contentType);
    }

    /** Bytes of heap that are in use, garbage included. */
    public double heapUsed() throws IOException, InterruptedException {
        Matcher used = USED.matcher(get("http://localhost:" + managementPort + "/actuator/prometheus")
                .body());
        double sum = 0;
        while (used.find()) {
            sum += Double.parseDouble(used.group(1));
        }
        return sum;
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
