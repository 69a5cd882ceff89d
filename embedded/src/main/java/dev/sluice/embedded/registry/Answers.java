package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** JSON to answer with. */
final class Answers {
    private Answers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static RegistryResponse numbers(Stream<Integer> numbers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        numbers.forEach(array::add);
        return RegistryResponse.ok(array);
    }

    static RegistryResponse texts(Stream<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return RegistryResponse.ok(array);
    }

    static RegistryResponse objects(Stream<ObjectNode> objects) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        objects.forEach(array::add);
        return RegistryResponse.ok(array);
    }
}
