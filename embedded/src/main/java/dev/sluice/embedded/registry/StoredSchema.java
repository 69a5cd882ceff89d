package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One version of a subject. Keeps the record's JSON whole: what another server wrote beside the fields that are known here
 * survives a delete here, and goes out with the answers.
 */
record StoredSchema(ObjectNode json) {
    static final String AVRO = "AVRO";

    static StoredSchema of(String subject, int version, int id, AvroText text) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id);
        if (!text.references().isEmpty()) {
            json.set("references", SchemaReference.json(text.references()));
        }
        return new StoredSchema(json.put("schema", text.canonical()).put("deleted", false));
    }

    static boolean isOne(JsonNode json) {
        return json.isObject()
                && json.path("subject").isTextual()
                && json.path("version").isInt()
                && json.path("id").isInt()
                && json.path("schema").isTextual();
    }

    String subject() {
        return json.get("subject").textValue();
    }

    int version() {
        return json.get("version").intValue();
    }

    int id() {
        return json.get("id").intValue();
    }

    String schema() {
        return json.get("schema").textValue();
    }

    /** Only a topic that another server has written holds other types than Avro. */
    String type() {
        return json.path("schemaType").asText(AVRO);
    }

    List<SchemaReference> references() {
        return SchemaReference.listOf(json.path("references"));
    }

    boolean deleted() {
        return json.path("deleted").booleanValue();
    }

    boolean refersTo(String subject, int version) {
        return references().stream()
                .anyMatch(reference -> reference.subject().equals(subject) && reference.version() == version);
    }

    boolean says(AvroText text) {
        return type().equals(AVRO)
                && schema().equals(text.canonical())
                && references().equals(text.references());
    }

    StoredSchema asDeleted() {
        return new StoredSchema(json.deepCopy().put("deleted", true));
    }

    /** As the API shows a version. */
    ObjectNode shown() {
        return json.deepCopy().without(List.of("deleted", "md5"));
    }

    /** As the API shows a schema without its place. */
    ObjectNode shownById() {
        return shown().without(List.of("subject", "version", "id"));
    }
}
