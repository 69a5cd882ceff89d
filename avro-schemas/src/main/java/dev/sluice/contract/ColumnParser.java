package dev.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final String source;
    private final Schema.Field field;
    private final JsonNode node;

    ColumnParser(String source, Schema.Field field, JsonNode node) {
        this.source = source;
        this.field = field;
        this.node = node;
    }

    Column parse(boolean isKey) {
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
                generated(type, isKey),
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
        LogicalType logical = schema.getLogicalType();
        String named = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
        if (named == null) {
            ColumnType plain = plain(schema);
            if (plain != null) {
                return plain;
            }
        } else if (logical instanceof LogicalTypes.Decimal decimal && schema.getType() == Schema.Type.BYTES) {
            return new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale());
        } else if (logical instanceof LogicalTypes.Date) {
            return new ColumnType.Date();
        } else if (logical instanceof LogicalTypes.TimestampMillis) {
            return new ColumnType.Timestamp(ColumnType.Unit.MILLIS);
        } else if (logical instanceof LogicalTypes.TimestampMicros) {
            return new ColumnType.Timestamp(ColumnType.Unit.MICROS);
        } else if (logical instanceof LogicalTypes.Uuid && schema.getType() == Schema.Type.STRING) {
            return new ColumnType.Uuid();
        }
        throw wrong("the type " + schema.getType().getName() + (named == null ? "" : " with logicalType " + named)
                + " is not supported");
    }

    private static @Nullable ColumnType plain(Schema schema) {
        return switch (schema.getType()) {
            case INT -> new ColumnType.Int32();
            case LONG -> new ColumnType.Int64();
            case DOUBLE -> new ColumnType.Float64();
            case BOOLEAN -> new ColumnType.Bool();
            case STRING -> new ColumnType.Text();
            case ENUM -> new ColumnType.Enumeration(schema.getEnumSymbols());
            default -> null;
        };
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

    private boolean generated(ColumnType type, boolean isKey) {
        JsonNode value = node.get("sluice.generated");
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong("sluice.generated must be true or false");
        }
        boolean whole = type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64;
        if (value.booleanValue() && !(whole && isKey)) {
            throw wrong("sluice.generated fits an int or long that is the key");
        }
        return value.booleanValue();
    }

    private ContractException wrong(String reason) {
        return new ContractException(source, field.name(), reason);
    }
}
