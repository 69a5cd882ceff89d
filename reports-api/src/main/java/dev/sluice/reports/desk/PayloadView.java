package dev.sluice.reports.desk;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.row.CsvDelimiter;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a letter's bytes say, field by field and as text: nothing is judged or converted, for people have to see what is
 * wrong. Empty where the bytes are no row at all.
 */
final class PayloadView {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final WriterSchemas schemas;

    PayloadView(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    Optional<Map<String, String>> fields(Payload payload, Contract contract) {
        byte[] bytes = payload.bytes();
        if (bytes == null || bytes.length == 0) {
            return Optional.empty();
        }
        String type = payload.contentType() == null
                ? ""
                : payload.contentType().strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("text/csv")) {
            return Optional.of(csv(new String(bytes, StandardCharsets.UTF_8), type, payload, contract));
        }
        return bytes[0] == 0 ? avro(bytes) : json(bytes);
    }

    private static Map<String, String> csv(String line, String type, Payload payload, Contract contract) {
        List<String> cells = CsvLine.split(line, CsvDelimiter.of(type));
        List<String> names = payload.columns() == null
                ? contract.columns().stream().map(Column::name).toList()
                : CsvLine.split(payload.columns().toLowerCase(Locale.ROOT), ',');
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = names.get(Math.min(i, names.size() - 1));
            if (name.startsWith("-")) {
                continue;
            }
            // Cells too many are part of what is wrong with the line: they are shown behind the last column.
            fields.merge(name, cells.get(i), (a, b) -> a + "," + b);
        }
        return fields;
    }

    private static Optional<Map<String, String>> json(byte[] bytes) {
        try {
            JsonNode row = JSON.readTree(bytes);
            if (!row.isObject()) {
                return Optional.empty();
            }
            Map<String, String> fields = new LinkedHashMap<>();
            row.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
            return Optional.of(fields);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? value.asString() : value.toString();
    }

    private Optional<Map<String, String>> avro(byte[] bytes) {
        OptionalInt id = Framing.schemaId(bytes);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return schemas.find(id.getAsInt()).fold(found -> record(bytes, found.schema()), Optional::empty);
    }

    private static Optional<Map<String, String>> record(byte[] bytes, Schema schema) {
        try {
            GenericRecord row = new GenericDatumReader<GenericRecord>(schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(bytes, Framing.HEADER, bytes.length - Framing.HEADER, null));
            Map<String, String> fields = new LinkedHashMap<>();
            for (Schema.Field field : schema.getFields()) {
                Object value = row.get(field.pos());
                fields.put(field.name(), value == null ? "" : value.toString());
            }
            return Optional.of(fields);
        } catch (IOException | RuntimeException e) {
            // Bytes that don't fit the schema fail in as many ways as there are types: they are no row, whatever it is.
            return Optional.empty();
        }
    }
}
