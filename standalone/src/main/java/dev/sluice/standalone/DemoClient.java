package dev.sluice.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the API as any client does: the demo shows nothing that a user could not do. */
final class DemoClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String key;

    DemoClient(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Sends a batch and waits until its rows are stored or set aside, as long as one request may wait. */
    JsonNode ingest(String table, String csv) {
        return send(request("/v1/ingest/" + table)
                .header("Content-Type", "text/csv")
                .header("Prefer", "wait=10")
                .POST(BodyPublishers.ofString(csv)));
    }

    JsonNode get(String path) {
        return send(request(path).header("Accept", "application/json").GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new StartRefused("the demo's request " + request.method() + " "
                        + request.uri().getPath() + " was answered with " + response.statusCode() + ": "
                        + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StartRefused("the demo can't reach " + base + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("the demo was interrupted");
        }
    }
}
