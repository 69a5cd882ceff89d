package dev.sluice.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request that has found its route: the path's variables, the query, the body. */
record Call(Map<String, String> variables, Map<String, String> query, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_NUMBER = -1;

    String subject() {
        return Subjects.plain(variable("subject"));
    }

    VersionId version() {
        return VersionId.parse(variable("version"));
    }

    /** An id that isn't a number is one that no schema has. */
    int id() {
        try {
            return Integer.parseInt(variable("id"));
        } catch (NumberFormatException e) {
            throw RegistryProblem.noSuchPath();
        }
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(query.get(name));
    }

    /** Negative when it is missing or no number. */
    int number(String name) {
        try {
            return Integer.parseInt(query.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    ObjectNode json() {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw RegistryProblem.badRequest("The body is not JSON.");
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw RegistryProblem.emptyBody();
    }

    private String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    static Map<String, String> parseQuery(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    /** A plus is a space in a query only. */
    static String decodedSegment(String segment) {
        return decoded(segment.replace("+", "%2B"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryProblem.badRequest("The address is not percent-encoded as it should be.");
        }
    }
}
