package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** A schema that another one builds on, by its subject and version. */
record SchemaReference(String name, String subject, int version) {
    /** From a request or a record; nothing there means none. */
    static List<SchemaReference> listOf(JsonNode json) {
        List<SchemaReference> references = new ArrayList<>();
        for (JsonNode reference : json) {
            if (!reference.path("subject").isTextual()
                    || !reference.path("version").isInt()) {
                throw RegistryProblem.invalidSchema("A reference needs a name, a subject and a version.");
            }
            references.add(new SchemaReference(
                    reference.path("name").asText(),
                    Subjects.plain(reference.path("subject").textValue()),
                    reference.path("version").intValue()));
        }
        return references;
    }

    static ArrayNode json(List<SchemaReference> references) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        references.forEach(reference -> json.addObject()
                .put("name", reference.name)
                .put("subject", reference.subject)
                .put("version", reference.version));
        return json;
    }
}
