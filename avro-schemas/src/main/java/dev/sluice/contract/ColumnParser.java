package dev.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads one field of a contract: its type, and the rules that fit the type. */
final class ColumnParser {
    private static final Set<String> RULES = Set.of(
            "sluice.min",
            "sluice.max",
            "sluice.minLength",
            "sluice.maxLength",
            "sluice.pattern",
            "sluice.references",
            "sluice.generated");

    private static final int MOST_DIGITS = 1000;

    private final String source;
    private final Schema.Field field;
    private final JsonNode node;

    ColumnParser(String source, Schema.Field field, JsonNode node) {
        this.source = source;
        this.field = field;
        this.node = node;
    }

    /** {@code onlyKey}: no other field is part of the key. */
    Column parse(boolean isKey, boolean onlyKey) {
        onlyKnownRules();
        Schema schema = field.schema();
        boolean optional = schema.getType() == Schema.Type.UNION;
        ColumnType type = type(optional ? valueOf(schema) : schema);
        noDefault(optional);
        boolean text = type instanceof ColumnType.Text;
        int minLength = length("sluice.minLength", text, 0);
        int maxLength = length("sluice.maxLength", text, Integer.MAX_VALUE);
        if (minLength > maxLength) {
            throw wrong("sluice.minLength is greater than sluice.maxLength");
        }
        BoundParser bounds = new BoundParser(source, field.name(), type);
        Bound min = bounds.parse("sluice.min", node.get("sluice.min"));
        Bound max = bounds.parse("sluice.max", node.get("sluice.max"));
        if (min != null && max != null && min.value().compareTo(max.value()) > 0) {
            throw wrong("sluice.min is greater than sluice.max");
        }
        String doc = field.doc() == null ? "" : field.doc();
        return new Column(
                field.name(),
                field.pos(),
                type,
                optional,
                generated(type, onlyKey),
                isKey,
                doc,
                min,
                max,
                minLength,
                maxLength,
                pattern(text),
                references());
    }

    private void onlyKnownRules() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith("sluice.") && !RULES.contains(name)) {
                throw wrong("unknown rule " + name);
            }
        }
    }

    private Schema valueOf(Schema union) {
        List<Schema> types = union.getTypes();
        if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
            throw wrong("a union must be [\"null\", type]");
        }
        return types.get(1);
    }

    private ColumnType type(Schema schema) {
        schema.getObjectProps().keySet().stream()
                .filter(name -> name.startsWith("sluice."))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(name + " belongs beside the field's name, not into its type");
                });
        if (schema.getProp(LogicalType.LOGICAL_TYPE_PROP) != null) {
            return logical(schema, schema.getProp(LogicalType.LOGICAL_TYPE_PROP));
        }
        return switch (schema.getType()) {
            case INT -> new ColumnType.Int32();
            case LONG -> new ColumnType.Int64();
            case DOUBLE -> new ColumnType.Float64();
            case BOOLEAN -> new ColumnType.Bool();
            case STRING -> new ColumnType.Text();
            case ENUM -> enumeration(schema);
            default -> throw wrong("the type " + schema.getType().getName() + " is not supported");
        };
    }

    private ColumnType enumeration(Schema schema) {
        if (schema.getEnumDefault() != null) {
            throw wrong("a default symbol is not supported: an unknown symbol is a violation");
        }
        return new ColumnType.Enumeration(schema.getEnumSymbols());
    }

    private ColumnType logical(Schema schema, String name) {
        LogicalType type = logicalType(schema);
        if (type instanceof LogicalTypes.Decimal decimal && schema.getType() == Schema.Type.BYTES) {
            if (decimal.getPrecision() > MOST_DIGITS) {
                throw wrong("PostgreSQL's numeric has at most " + MOST_DIGITS + " digits");
            }
            return new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale());
        }
        if (type instanceof LogicalTypes.Date) {
            return new ColumnType.Date();
        }
        if (type instanceof LogicalTypes.TimestampMillis) {
            return new ColumnType.Timestamp(ColumnType.Unit.MILLIS);
        }
        if (type instanceof LogicalTypes.TimestampMicros) {
            return new ColumnType.Timestamp(ColumnType.Unit.MICROS);
        }
        if (type instanceof LogicalTypes.Uuid && schema.getType() == Schema.Type.STRING) {
            return new ColumnType.Uuid();
        }
        throw wrong("the type " + schema.getType().getName() + " with logicalType " + name + " is not supported");
    }

    /** Avro itself forgives a logical type that doesn't fit, and reads the plain type. */
    private @Nullable LogicalType logicalType(Schema schema) {
        try {
            return LogicalTypes.fromSchema(schema);
        } catch (AvroRuntimeException | IllegalArgumentException e) {
            throw wrong("its logicalType does not fit: " + e.getMessage());
        }
    }

    /** A value that nobody sent would pass for one that somebody did. */
    private void noDefault(boolean optional) {
        if (field.hasDefaultValue() && !(optional && field.defaultVal() == JsonProperties.NULL_VALUE)) {
            throw wrong("a default other than null is not supported: a missing value is null or a violation");
        }
    }

    private int length(String name, boolean text, int otherwise) {
        JsonNode value = node.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!text) {
            throw wrong(name + " fits strings only");
        }
        if (!value.isInt() || value.intValue() < 0) {
            throw wrong(name + " must be a whole number of code points");
        }
        return value.intValue();
    }

    private @Nullable TextPattern pattern(boolean text) {
        JsonNode value = node.get("sluice.pattern");
        if (value == null) {
            return null;
        }
        if (!text || !value.isTextual()) {
            throw wrong("sluice.pattern must be a text and fits strings only");
        }
        try {
            return TextPattern.compile(value.textValue());
        } catch (PatternSyntaxException e) {
            throw wrong("sluice.pattern does not compile: " + e.getMessage());
        }
    }

    private Optional<String> references() {
        JsonNode value = node.get("sluice.references");
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong("sluice.references must name a table");
        }
        return Optional.of(value.textValue());
    }

    private boolean generated(ColumnType type, boolean onlyKey) {
        JsonNode value = node.get("sluice.generated");
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong("sluice.generated must be true or false");
        }
        boolean whole = type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64;
        if (value.booleanValue() && !(whole && onlyKey)) {
            throw wrong("sluice.generated fits an int or long that is the whole key");
        }
        return value.booleanValue();
    }

    private ContractException wrong(String reason) {
        return new ContractException(source, field.name(), reason);
    }
}
