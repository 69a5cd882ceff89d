package dev.sluice.benchmarks.reports;

import dev.sluice.embedded.Endpoints;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.reports.ReportsApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.context.ConfigurableApplicationContext;

/** reports-api on a port of its own, and its client. */
final class ReportsService implements AutoCloseable {
    private static final String KEY = "benchmark";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext service;
    private final String address;

    private ReportsService(ConfigurableApplicationContext service) {
        this.service = service;
        this.address = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    static ReportsService start(Endpoints there) {
        return new ReportsService(SluiceApplication.of(ReportsApp.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--sluice.postgres.url=" + there.jdbcUrl(),
                        "--sluice.postgres.user=" + there.user(),
                        "--sluice.postgres.password=" + there.password(),
                        "--sluice.admin.key=" + KEY));
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("X-API-Key", KEY)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        service.close();
    }
}
