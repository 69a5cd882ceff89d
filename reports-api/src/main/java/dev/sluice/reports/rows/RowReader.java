package dev.sluice.reports.rows;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** One row's values in contract order, as Java has them and as {@code RowKey} gives and takes them. */
final class RowReader implements RowMapper<Row> {

    private static final ClassOf CLASS_OF = new ClassOf();

    private final List<Column> columns;
    private final List<Column> key;

    RowReader(Contract contract) {
        this.columns = contract.columns();
        this.key = contract.key();
    }

    @Override
    public Row mapRow(ResultSet result, int number) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(result, i + 1, columns.get(i).type().fold(CLASS_OF)));
        }
        List<Object> keyValues = new ArrayList<>(key.size());
        for (Column column : key) {
            Object value = values.get(column.position());
            if (value == null) {
                throw new SQLException("the key column " + column.name() + " is null");
            }
            keyValues.add(value);
        }
        return new Row(values, keyValues);
    }

    private static @Nullable Object value(ResultSet result, int index, Class<?> type) throws SQLException {
        Object value = result.getObject(index, type);
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /** As the driver takes it. */
    static Object bound(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private static final class ClassOf implements ColumnType.Cases<Class<?>> {
        @Override
        public Class<?> int32() {
            return Integer.class;
        }

        @Override
        public Class<?> int64() {
            return Long.class;
        }

        @Override
        public Class<?> float64() {
            return Double.class;
        }

        @Override
        public Class<?> bool() {
            return Boolean.class;
        }

        @Override
        public Class<?> text() {
            return String.class;
        }

        @Override
        public Class<?> decimal(ColumnType.Decimal type) {
            return BigDecimal.class;
        }

        @Override
        public Class<?> date() {
            return LocalDate.class;
        }

        @Override
        public Class<?> timestamp(ColumnType.Timestamp type) {
            return OffsetDateTime.class;
        }

        @Override
        public Class<?> uuid() {
            return UUID.class;
        }

        @Override
        public Class<?> enumeration(ColumnType.Enumeration type) {
            return String.class;
        }
    }
}
