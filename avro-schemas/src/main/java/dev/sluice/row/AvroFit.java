package dev.sluice.row;

import dev.sluice.contract.ColumnType;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which writers' types a column can be read from: Avro's promotions, but no guess about units. A plain long may be
 * milliseconds or microseconds, so it is no timestamp.
 */
final class AvroFit {
    private AvroFit() {}

    static boolean fits(Schema writer, Cell cell) {
        if (writer.getType() == Schema.Type.UNION) {
            return writer.getTypes().stream()
                    .allMatch(branch -> branch.getType() == Schema.Type.NULL || fits(branch, cell));
        }
        return cell.column.type().fold(new Fit(writer.getType(), writer.getLogicalType()));
    }

    /** The unit of a type that {@link #fits} a timestamp. */
    static ColumnType.Unit unit(Schema writer) {
        return writer.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? ColumnType.Unit.MILLIS
                : ColumnType.Unit.MICROS;
    }

    private record Fit(Schema.Type written, @Nullable LogicalType logical) implements ColumnType.Cases<Boolean> {
        @Override
        public Boolean int32() {
            return written == Schema.Type.INT;
        }

        @Override
        public Boolean int64() {
            return written == Schema.Type.INT || written == Schema.Type.LONG;
        }

        @Override
        public Boolean float64() {
            return int64() || written == Schema.Type.FLOAT || written == Schema.Type.DOUBLE;
        }

        @Override
        public Boolean bool() {
            return written == Schema.Type.BOOLEAN;
        }

        @Override
        public Boolean text() {
            return written == Schema.Type.STRING || (written == Schema.Type.BYTES && logical == null);
        }

        @Override
        public Boolean decimal(ColumnType.Decimal type) {
            return logical instanceof LogicalTypes.Decimal
                    && (written == Schema.Type.BYTES || written == Schema.Type.FIXED);
        }

        @Override
        public Boolean date() {
            return logical instanceof LogicalTypes.Date;
        }

        @Override
        public Boolean timestamp(ColumnType.Timestamp type) {
            return logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.TimestampMicros;
        }

        @Override
        public Boolean uuid() {
            return written == Schema.Type.STRING;
        }

        @Override
        public Boolean enumeration(ColumnType.Enumeration type) {
            return written == Schema.Type.ENUM;
        }
    }
}
