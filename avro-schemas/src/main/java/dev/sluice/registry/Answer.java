package dev.sluice.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** A 2xx or 4xx answer of a registry, JSON in either case. */
record Answer(int status, JsonNode body) {
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int SCHEMA_NOT_FOUND = 40403;

    boolean ok() {
        return status < 300;
    }

    /** What was asked for is not there; a 404 without such a code means that this isn't the registry's path. */
    boolean isNotFound() {
        return status == 404 && errorCode() >= SUBJECT_NOT_FOUND && errorCode() <= SCHEMA_NOT_FOUND;
    }

    int errorCode() {
        return body.path("error_code").asInt(status);
    }

    /** The answer of a call that must succeed. */
    Answer orRefuse() {
        if (ok()) {
            return this;
        }
        String message = body.path("message").asText("");
        throw new RegistryRefusedException(status, errorCode(), "the schema registry refused: " + message);
    }

    int number(String name) {
        return number(body, name);
    }

    String text(String name) {
        return text(body, name);
    }

    static int number(JsonNode json, String name) {
        if (!json.path(name).canConvertToInt()) {
            throw strange(name);
        }
        return json.path(name).intValue();
    }

    static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw strange(name);
        }
        return json.path(name).textValue();
    }

    /** Whatever answered 200 without it is no registry. */
    private static RegistryUnavailableException strange(String name) {
        return new RegistryUnavailableException("the schema registry's answer has no usable \"" + name + '"');
    }
}
