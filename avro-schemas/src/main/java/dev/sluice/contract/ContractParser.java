package dev.sluice.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Reads one {@code .avsc} into a {@link Contract}, or says which field can't be right and why. */
final class ContractParser {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Set<String> TABLE_RULES = Set.of("sluice.table", "sluice.key");

    /** PostgreSQL has columns of these names in every table. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private static final int MOST_COLUMNS = 1600;

    private final String source;

    ContractParser(String source) {
        this.source = source;
    }

    Contract parse(String json) {
        JsonNode tree = tree(json);
        Schema schema = schema(json);
        if (schema.getType() != Schema.Type.RECORD) {
            throw wrong("", "must be an Avro record but is " + schema.getType().getName());
        }
        onlyKnown("", tree, TABLE_RULES);
        String table = text("", tree, "sluice.table");
        named("", "table", table);
        List<String> key = key(tree.path("sluice.key"));
        List<Column> columns = columns(schema, tree.path("fields"), key);
        if (columns.isEmpty()) {
            throw wrong("", "has no fields");
        }
        if (columns.size() > MOST_COLUMNS) {
            throw wrong("", "has " + columns.size() + " fields; a table of PostgreSQL has at most " + MOST_COLUMNS);
        }
        List<Column> keyColumns = new ArrayList<>();
        for (String name : key) {
            keyColumns.add(keyColumn(name, columns));
        }
        return new Contract(source, table, columns, keyColumns, optionalsDefaultToNull(schema));
    }

    private JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw wrong("", "is not JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw wrong("", "is not JSON: a number in it is absurdly large");
        }
    }

    private Schema schema(String json) {
        try {
            return new Schema.Parser().parse(json);
        } catch (RuntimeException e) {
            // Avro's parser meets a wrong file with exceptions of many kinds, NullPointerException among them.
            throw wrong("", "is not an Avro schema: " + e.getMessage());
        }
    }

    private List<String> key(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : node) {
            if (!name.isTextual() || names.contains(name.textValue())) {
                throw wrong("", "sluice.key must list each field once");
            }
            names.add(name.textValue());
        }
        if (names.isEmpty()) {
            throw wrong("", "sluice.key must name the key field, or list them");
        }
        return names;
    }

    private List<Column> columns(Schema schema, JsonNode fields, List<String> key) {
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String name = field.name();
            named(name, "column", name);
            if (SYSTEM_COLUMNS.contains(name)) {
                throw wrong(name, "PostgreSQL keeps this name for itself");
            }
            if (!field.aliases().isEmpty()) {
                throw wrong(name, "aliases are not supported: a column keeps its name");
            }
            columns.add(new ColumnParser(source, field, fields.get(field.pos()))
                    .parse(key.contains(name), key.equals(List.of(name))));
        }
        return columns;
    }

    private Column keyColumn(String name, List<Column> columns) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                if (column.optional()) {
                    throw wrong(name, "a key field can't be optional");
                }
                if (column.type() instanceof ColumnType.Float64) {
                    throw wrong(name, "a double has no exact text and can't be a key");
                }
                return column;
            }
        }
        throw wrong(name, "sluice.key names a field that the contract doesn't have");
    }

    /** A column that is added later is then missing from older rows, which the registry's FULL compatibility allows. */
    private static Schema optionalsDefaultToNull(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Object defaultValue = field.schema().isNullable() ? JsonProperties.NULL_VALUE : null;
            Schema.Field copy =
                    new Schema.Field(field.name(), field.schema(), field.doc(), defaultValue, field.order());
            copy.addAllProps(field);
            field.aliases().forEach(copy::addAlias);
            fields.add(copy);
        }
        Schema copy = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
        copy.addAllProps(schema);
        return copy;
    }

    private String text(String field, JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw wrong(field, name + " is missing or not a text");
        }
        return value.textValue();
    }

    private void named(String field, String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    field, "the " + what + " name '" + name + "' must match [a-z][a-z0-9_]* and have at most 63 bytes");
        }
    }

    private void onlyKnown(String field, JsonNode node, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith("sluice.") && !known.contains(name)) {
                throw wrong(field, "unknown rule " + name);
            }
        }
    }

    private ContractException wrong(String field, String reason) {
        return new ContractException(source, field, reason);
    }
}
