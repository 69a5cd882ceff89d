package dev.sluice.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as the document of the calls uses. */
final class SchemaCheck {
    private final JsonNode document;

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with the value, each with its place. */
    List<String> violations(JsonNode schema, JsonNode value) {
        List<String> wrong = new ArrayList<>();
        check(schema, value, "", wrong);
        return wrong;
    }

    private void check(JsonNode given, JsonNode value, String place, List<String> wrong) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.get("$ref").asString().substring(1)) : given;
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            wrong.add(place + " must be " + schema.get("type") + " but is " + value);
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            wrong.add(place + " must be one of " + schema.get("enum") + " but is " + value);
        }
        if (schema.has("pattern")
                && !value.asString().matches(schema.get("pattern").asString())) {
            wrong.add(place + " must match " + schema.get("pattern"));
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), place + "/" + i, wrong);
            }
        }
        if (value.isObject()) {
            members(schema, value, place, wrong);
        }
    }

    private void members(JsonNode schema, JsonNode value, String place, List<String> wrong) {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asString())) {
                wrong.add(place + " lacks " + name);
            }
        }
        JsonNode more = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode known = schema.path("properties").path(member.getKey());
            if (!known.isMissingNode()) {
                check(known, member.getValue(), place + "/" + member.getKey(), wrong);
            } else if (more.isObject()) {
                check(more, member.getValue(), place + "/" + member.getKey(), wrong);
            } else if (!more.asBoolean(true)) {
                wrong.add(place + " has " + member.getKey() + ", of which the document says nothing");
            }
        }
    }

    private static boolean hasType(JsonNode type, JsonNode value) {
        TreeSet<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString()));
        } else {
            types.add(type.asString());
        }
        return types.stream().anyMatch(name -> switch (name) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("no such type " + name);
        });
    }
}
