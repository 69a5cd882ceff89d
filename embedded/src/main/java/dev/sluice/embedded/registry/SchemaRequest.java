package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** The schema that a body brings, refused where it asks for what this registry doesn't keep. */
final class SchemaRequest {
    private final ObjectNode json;

    private SchemaRequest(ObjectNode json) {
        this.json = json;
    }

    static SchemaRequest of(Call call) {
        ObjectNode json = call.json();
        String type = json.path("schemaType").asText(StoredSchema.AVRO);
        if (!type.equals(StoredSchema.AVRO) && !json.path("schemaType").isNull()) {
            throw RegistryProblem.invalidSchema(
                    "Schema type '" + type + "' is not kept by this registry: only AVRO is.");
        }
        if (isGiven(json.path("ruleSet")) || isGiven(json.path("metadata"))) {
            throw RegistryProblem.rulesNotSupported();
        }
        return new SchemaRequest(json);
    }

    AvroText parsed(Call call, Function<SchemaReference, Optional<StoredSchema>> find) {
        String text = json.path("schema").asText("");
        if (text.isBlank()) {
            throw RegistryProblem.invalidSchema("Empty schema");
        }
        AvroText parsed = AvroText.parse(text, SchemaReference.listOf(json.path("references")), find);
        return call.flag("normalize") ? parsed.normalized() : parsed;
    }

    /** Ids are given out here; taking one over is for a mode that doesn't exist here. */
    boolean bringsItsOwnId() {
        return json.path("id").asInt(-1) > 0;
    }

    /** The version it expects to become; none when it doesn't care. */
    Optional<Integer> version() {
        int version = json.path("version").asInt(0);
        return version > 0 ? Optional.of(version) : Optional.empty();
    }

    private static boolean isGiven(JsonNode node) {
        return node.isObject() && !node.isEmpty();
    }
}
