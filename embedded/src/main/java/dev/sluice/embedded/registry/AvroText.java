package dev.sluice.embedded.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** A schema, and the one text that stands for it: Avro's own, with the schemas referred to left as names. */
record AvroText(Schema schema, String canonical, List<SchemaReference> references) {

    /** For a schema that is to be judged: names must be Avro's, defaults must fit, references must exist. */
    static AvroText parse(
            String text, List<SchemaReference> references, Function<SchemaReference, Optional<StoredSchema>> find) {
        Schema.Parser parser = new Schema.Parser(NameValidator.STRICT_VALIDATOR).setValidateDefaults(true);
        return parse(text, references, find, parser);
    }

    /** For a schema that has been judged before, maybe by other rules. */
    static AvroText parse(StoredSchema stored, Function<SchemaReference, Optional<StoredSchema>> find) {
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        return parse(stored.schema(), stored.references(), find, parser);
    }

    /** The text for schemas that differ in nothing but the order of their custom properties. */
    AvroText normalized() {
        return new AvroText(schema, SchemaJson.sorted(canonical), references);
    }

    private static AvroText parse(
            String text,
            List<SchemaReference> references,
            Function<SchemaReference, Optional<StoredSchema>> find,
            Schema.Parser parser) {
        try {
            parseReferences(references, find, parser, new HashSet<>());
            Schema schema = parser.parse(text);
            // Avro would write the schemas referred to into the text: it stays as it came, save for white space.
            String canonical = references.isEmpty() ? schema.toString() : SchemaJson.compact(text);
            return new AvroText(schema, canonical, references);
        } catch (AvroRuntimeException | IllegalArgumentException e) {
            throw RegistryProblem.invalidSchema("Not a valid Avro schema: " + e.getMessage());
        }
    }

    private static void parseReferences(
            List<SchemaReference> references,
            Function<SchemaReference, Optional<StoredSchema>> find,
            Schema.Parser parser,
            Set<SchemaReference> seen) {
        for (SchemaReference reference : references) {
            if (seen.add(reference)) {
                StoredSchema stored = find.apply(reference)
                        .orElseThrow(() -> RegistryProblem.invalidSchema("No version %d of subject '%s' to refer to."
                                .formatted(reference.version(), reference.subject())));
                parseReferences(stored.references(), find, parser, seen);
                parser.parse(stored.schema());
            }
        }
    }
}
