package dev.sluice.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Takes out of a schema what the code generator for Java has put in, and no other language knows. */
final class JavaStrings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaStrings() {}

    static Schema strip(Schema schema) {
        String text = schema.toString();
        if (!text.contains(GenericData.STRING_PROP)) {
            return schema;
        }
        try {
            JsonNode json = JSON.readTree(text);
            strip(json);
            return new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (!member.getKey().equals("default")) {
                    strip(member.getValue());
                }
            }
        } else {
            node.forEach(JavaStrings::strip);
        }
    }
}
