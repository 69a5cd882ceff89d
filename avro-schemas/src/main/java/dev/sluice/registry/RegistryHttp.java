package dev.sluice.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/**
 * One call to whichever of the URLs answers. Tells an answer ("no") from the lack of one: refused connections, time-outs,
 * 5xx and bodies that are not JSON move on to the next URL and end as {@link RegistryUnavailableException}.
 */
final class RegistryHttp {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int preferred;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer call(String method, String path, @Nullable JsonNode body) {
        int first = preferred;
        RegistryUnavailableException failure = null;
        for (int i = 0; i < settings.urls().size(); i++) {
            int index = (first + i) % settings.urls().size();
            try {
                Answer answer = ask(settings.urls().get(index), method, path, body);
                preferred = index;
                return answer;
            } catch (RegistryUnavailableException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new IllegalStateException("no registry URL") : failure;
    }

    private Answer ask(URI url, String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(settings.requestTimeout())
                .header("Accept", CONTENT_TYPE + ", application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", CONTENT_TYPE);
        }
        if (settings.authorization() != null) {
            request.header("Authorization", settings.authorization());
        }
        try {
            return judge(url, path, http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new RegistryUnavailableException("no answer from the schema registry at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry at " + url, e);
        }
    }

    /** Not being let in or being told to slow down is about us, not about what was asked for. */
    private static Answer judge(URI url, String path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        JsonNode body = parse(response.body());
        boolean answered = status / 100 == 2 || (status / 100 == 4 && body.has("error_code"));
        boolean aboutUs = status == 401 || status == 403 || status == 407 || status == 408 || status == 429;
        if (!answered || aboutUs || !body.isContainerNode()) {
            throw new RegistryUnavailableException(
                    "the schema registry at %s answered %s with status %d".formatted(url, path, status));
        }
        return new Answer(status, body);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
