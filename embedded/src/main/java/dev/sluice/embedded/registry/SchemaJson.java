package dev.sluice.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A schema's JSON without white space. Sorts what Avro keeps in the order it was written in: custom properties. Avro's own members keep their places. */
final class SchemaJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> AVROS_OWN = Set.of(
            "type",
            "name",
            "namespace",
            "doc",
            "fields",
            "symbols",
            "items",
            "values",
            "size",
            "default",
            "order",
            "aliases",
            "logicalType",
            "precision",
            "scale");

    private SchemaJson() {}

    static String sorted(String schema) {
        return sorted(parsed(schema)).toString();
    }

    static String compact(String schema) {
        return parsed(schema).toString();
    }

    private static JsonNode parsed(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            throw RegistryProblem.invalidSchema("Not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> custom = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (AVROS_OWN.contains(member.getKey())) {
                copy.set(
                        member.getKey(),
                        member.getKey().equals("default") ? member.getValue() : sorted(member.getValue()));
            } else {
                custom.put(member.getKey(), member.getValue());
            }
        }
        copy.setAll(custom);
        return copy;
    }
}
