package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import java.io.IOException;
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

    private final ChildProcess process;
    private final int port;
    private final int managementPort;

    private ChildService(ChildProcess process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when it is ready. */
    public static ChildService start(Class<?> app, String heap, Backends backends, String... more)
            throws IOException, InterruptedException {
        Endpoints endpoints = backends.endpoints();
        Path directory = backends.directory();
        int port = Backends.freePort();
        int managementPort = Backends.freePort();
        List<String> command = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                app.getName(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--sluice.admin.key=" + KEY,
                "--sluice.kafka.bootstrap-servers=" + endpoints.bootstrapServers(),
                "--sluice.registry.url=" + backends.registry(),
                "--sluice.postgres.url=" + endpoints.jdbcUrl(),
                "--sluice.postgres.user=" + endpoints.user(),
                "--sluice.postgres.password=" + endpoints.password(),
                "--sluice.validator.state-dir=" + directory.resolve("state")));
        command.addAll(List.of(more));
        ChildProcess process = ChildProcess.start(directory.resolve(app.getSimpleName() + ".log"), command);
        ChildService service = new ChildService(process, port, managementPort);
        while (!service.ready()) {
            process.requireRunning();
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

    public void requireRunning() {
        process.requireRunning();
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

    @Override
    public void close() {
        process.close();
    }
}
