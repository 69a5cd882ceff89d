package dev.sluice.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One text for one value, whether it comes from Avro or from PostgreSQL. */
final class CellText {
    private static final String NULL = "null";

    private CellText() {}

    /** A row of an older schema has no value for a newer field. */
    static List<String> of(GenericRecord row, List<Schema.Field> fields) {
        return fields.stream()
                .map(field ->
                        ofAvro(valueSchema(field.schema()), row.hasField(field.name()) ? row.get(field.name()) : null))
                .toList();
    }

    /** The row that the cursor is on; its columns are the fields, in order. */
    static List<String> of(ResultSet row, List<Schema.Field> fields) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (Schema.Field field : fields) {
            cells.add(ofPostgres(field.schema(), row, cells.size() + 1));
        }
        return cells;
    }

    private static String ofAvro(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            byte[] bytes = new byte[((ByteBuffer) value).remaining()];
            ((ByteBuffer) value).duplicate().get(bytes);
            return new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString();
        }
        return switch (logicalName(schema)) {
            case "timestamp-micros" ->
                Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            case "timestamp-millis" -> Instant.ofEpochMilli((Long) value).toString();
            case "date" -> LocalDate.ofEpochDay((Integer) value).toString();
            default -> value.toString();
        };
    }

    private static String ofPostgres(Schema field, ResultSet row, int column) throws SQLException {
        Schema schema = valueSchema(field);
        Object value = switch (logicalName(schema)) {
            case "timestamp-micros", "timestamp-millis" -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case "date" -> row.getObject(column, LocalDate.class);
            case "decimal" -> {
                BigDecimal decimal = row.getBigDecimal(column);
                yield decimal == null ? null : decimal.toPlainString();
            }
            default -> row.getObject(column);
        };
        return value == null ? NULL : value.toString();
    }

    private static Schema valueSchema(Schema schema) {
        return !schema.isUnion()
                ? schema
                : schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
    }

    private static String logicalName(Schema schema) {
        return schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    }
}
