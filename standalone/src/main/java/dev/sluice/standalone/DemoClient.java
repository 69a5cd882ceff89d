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
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String key;

    DemoClient(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Sends a batch and waits until its rows are stored or set aside, as long as one request may wait. */
    JsonNode ingest(String table, String csv) {
        return answer(request("/v1/ingest/" + table)
                .header("Content-Type", "text/csv")
                .header("Prefer", "wait=10")
                .POST(BodyPublishers.ofString(csv))
                .build());
    }

    JsonNode get(String path) {
        return answer(reading(path));
    }

    /** On a slow machine a batch may take longer than one request waits; until the ledger has heard of it, it is unknown. */
    JsonNode settled(JsonNode receipt) {
        String self = receipt.path("links").path("self").asString();
        JsonNode latest = receipt;
        while (!latest.path("state").asString("").equals("settled")) {
            pause();
            HttpRequest request = reading(self);
            HttpResponse<String> response = send(request);
            latest = response.statusCode() == 404 ? latest : whole(request, response);
        }
        return latest;
    }

    private HttpRequest reading(String path) {
        return request(path).header("Accept", "application/json").GET().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode answer(HttpRequest request) {
        return whole(request, send(request));
    }

    private static JsonNode whole(HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new StartRefused("the demo's request " + request.method() + " "
                    + request.uri().getPath() + " was answered with " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartRefused("the demo can't reach " + base + ": " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static StartRefused interrupted() {
        Thread.currentThread().interrupt();
        return new StartRefused("the demo was interrupted");
    }
}
