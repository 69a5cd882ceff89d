package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** What to send back, in UTF-8; {@code contentType} is to be sent as it is. */
public record RegistryResponse(int status, String contentType, String body) {
    static final String JSON = "application/vnd.schemaregistry.v1+json";

    static RegistryResponse ok(JsonNode json) {
        return of(200, json);
    }

    static RegistryResponse of(int status, JsonNode json) {
        return new RegistryResponse(status, JSON, json.toString());
    }

    /** A schema as it stands, not as a JSON string. */
    static RegistryResponse text(String text) {
        return new RegistryResponse(200, JSON, text);
    }
}
