package dev.sluice.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;

/** A registry under test, called as a client would. */
final class Api implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofMillis(200);
    static final String INT = "\"int\"";
    static final String LONG = "\"long\"";
    static final String STRING = "\"string\"";
    /** Reads what {@link #V1} wrote and is read by it: an optional field more. */
    static final String V1 = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

    static final String V2 = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
            + "{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}]}";
    /** Can't be read from V1: a field without a default. */
    static final String NEEDS_B = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
            + "{\"name\":\"b\",\"type\":\"string\"}]}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry;

    Api(SchemaRegistry registry) {
        this.registry = registry;
    }

    static Api on(SchemaLog log) {
        return new Api(
                new SchemaRegistry(log, new RegistrySettings("nowhere:1", "_schemas", (short) 1, TIMEOUT, Map.of())));
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    Answer post(String path, String body) {
        return call("POST", path, body);
    }

    Answer put(String path, String body) {
        return call("PUT", path, body);
    }

    Answer register(String subject, String schema) {
        return post("/subjects/" + subject + "/versions", body(schema));
    }

    static String body(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    Answer call(String method, String pathAndQuery, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        return new Answer(
                registry.handle(new RegistryRequest(method, parts[0], parts.length == 2 ? parts[1] : "", body)));
    }

    @Override
    public void close() {
        registry.close();
    }

    record Answer(RegistryResponse response) {
        /** The answer is 200 and this JSON. */
        void is(String json) {
            assertThat(response.body()).isEqualTo(json);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        }

        void isError(int status, int code) {
            assertThat(response.status()).as(response.body()).isEqualTo(status);
            assertThat(json().path("error_code").asInt()).isEqualTo(code);
            assertThat(json().path("message").asText()).isNotBlank();
            assertThat(response.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError(response.body(), e);
            }
        }
    }
}
