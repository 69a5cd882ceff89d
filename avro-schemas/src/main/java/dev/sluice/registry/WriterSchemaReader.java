package dev.sluice.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** A registry's answer as an Avro schema, the schemas it refers to fetched first. */
final class WriterSchemaReader {
    private final RegistryHttp http;

    WriterSchemaReader(RegistryHttp http) {
        this.http = http;
    }

    /** Empty when it is of another type, or one that Avro can't parse: no value can be read with it. */
    Optional<Schema> parse(Answer answer) {
        if (!answer.body().path("schemaType").asText("AVRO").equals("AVRO")) {
            return Optional.empty();
        }
        // What was registered is taken as it is: names and defaults were the registry's to check.
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        try {
            parseReferences(answer, parser, new HashSet<>());
            return Optional.of(parser.parse(answer.text("schema")));
        } catch (AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    private void parseReferences(Answer schema, Schema.Parser parser, Set<String> done) {
        for (JsonNode reference : schema.body().path("references")) {
            String subject = RegistryClient.encoded(Answer.text(reference, "subject"));
            String path = "/subjects/" + subject + "/versions/" + Answer.number(reference, "version");
            if (done.add(path)) {
                Answer referred = http.get(path + "?deleted=true");
                if (!referred.ok()) {
                    throw new RegistryUnavailableException("the schema registry doesn't give out " + path);
                }
                parseReferences(referred, parser, done);
                parser.parse(referred.text("schema"));
            }
        }
    }
}
