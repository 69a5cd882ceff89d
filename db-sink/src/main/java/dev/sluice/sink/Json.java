package dev.sluice.sink;

import dev.sluice.row.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The reasons of a dead letter, as {@code jsonb} takes them. */
final class Json {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static String reasons(List<Violation> violations) {
        List<Map<String, @Nullable String>> reasons = new ArrayList<>();
        for (Violation violation : violations) {
            Map<String, @Nullable String> reason = new LinkedHashMap<>();
            reason.put("rule", violation.rule());
            reason.put("field", violation.field());
            reason.put("message", RecordText.storable(violation.message()));
            reasons.add(reason);
        }
        return JSON.writeValueAsString(reasons);
    }

    /** The list that the text is, with what PostgreSQL can't hold replaced: anybody may have written it. */
    static Optional<String> list(String text) {
        try {
            JsonNode list = JSON.readTree(text);
            return list.isArray() ? Optional.of(JSON.writeValueAsString(storable(list))) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static JsonNode storable(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(storable(element)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties()
                    .forEach(member -> object.set(RecordText.storable(member.getKey()), storable(member.getValue())));
            return object;
        }
        boolean asItIs = node.isNull() || node.isBoolean() || node.isInt() || node.isLong();
        return asItIs ? node : NODES.stringNode(RecordText.storable(node.asString()));
    }
}
