package dev.sluice.producer.openapi;

import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON schema of a column's values. */
final class TypeSchema implements ColumnType.Cases<Map<String, Object>> {
    private static final TypeSchema TYPES = new TypeSchema();

    private TypeSchema() {}

    static Map<String, Object> of(Column column) {
        Map<String, Object> schema = new LinkedHashMap<>(column.type().fold(TYPES));
        if (!column.doc().isEmpty()) {
            schema.put("description", column.doc());
        }
        if (column.type() instanceof ColumnType.Text) {
            if (column.minLength() > 0) {
                schema.put("minLength", column.minLength());
            }
            if (column.maxLength() < Integer.MAX_VALUE) {
                schema.put("maxLength", column.maxLength());
            }
        }
        bound(schema, "minimum", column.min());
        bound(schema, "maximum", column.max());
        if (column.optional() || column.generated()) {
            schema.put("type", List.of(schema.getOrDefault("type", "string"), "null"));
            if (schema.get("enum") instanceof List<?> symbols) {
                List<Object> orNull = new ArrayList<>(symbols);
                orNull.add(null);
                schema.put("enum", orNull);
            }
        }
        column.references().ifPresent(parent -> schema.put("x-references", parent));
        return schema;
    }

    private static void bound(Map<String, Object> schema, String name, @Nullable Bound bound) {
        if (bound != null && !"string".equals(schema.get("type"))) {
            schema.put(name, new BigDecimal(bound.text()));
        }
    }

    @Override
    public Map<String, Object> int32() {
        return Map.of("type", "integer", "format", "int32");
    }

    @Override
    public Map<String, Object> int64() {
        return Map.of("type", "integer", "format", "int64");
    }

    @Override
    public Map<String, Object> float64() {
        return Map.of("type", "number", "format", "double");
    }

    @Override
    public Map<String, Object> bool() {
        return Map.of("type", "boolean");
    }

    @Override
    public Map<String, Object> text() {
        return Map.of("type", "string");
    }

    @Override
    public Map<String, Object> decimal(ColumnType.Decimal type) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(type.scale());
        return Map.of("type", "number", "multipleOf", step);
    }

    @Override
    public Map<String, Object> date() {
        return Map.of("type", "string", "format", "date");
    }

    @Override
    public Map<String, Object> timestamp(ColumnType.Timestamp type) {
        return Map.of("type", "string", "format", "date-time");
    }

    @Override
    public Map<String, Object> uuid() {
        return Map.of("type", "string", "format", "uuid");
    }

    @Override
    public Map<String, Object> enumeration(ColumnType.Enumeration type) {
        return Map.of("type", "string", "enum", type.symbols());
    }
}
