package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import dev.sluice.row.RowKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A row as it stands in its table, as the Avro body that the valid topic would carry. For refused records only. */
final class StandingRow {
    private final Contract contract;
    private final String select;
    private final RowKey codec;

    StandingRow(Contract contract, TableSql sql) {
        this.contract = contract;
        this.select = sql.select();
        this.codec = RowKey.of(contract);
    }

    /** Empty when the table has no such row, or the bytes are no key of this table. */
    Optional<byte[]> read(Connection connection, byte[] key) throws SQLException {
        KeyTexts keys = KeyTexts.of(contract, codec);
        if (!keys.add(key)) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(select)) {
            keys.bind(connection, query);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(body(row)) : Optional.empty();
            }
        }
    }

    private byte[] body(ResultSet row) throws SQLException {
        GenericRecord record = new GenericData.Record(contract.schema());
        for (Column column : contract.columns()) {
            // The first column is the key's place in the question.
            int place = column.position() + 2;
            boolean absent = row.getObject(place) == null;
            record.put(column.position(), absent ? null : value(row, place, column));
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(contract.schema()).write(record, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object value(ResultSet row, int place, Column column) throws SQLException {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Int32) {
            return row.getInt(place);
        } else if (type instanceof ColumnType.Int64) {
            return row.getLong(place);
        } else if (type instanceof ColumnType.Float64) {
            return row.getDouble(place);
        } else if (type instanceof ColumnType.Bool) {
            return row.getBoolean(place);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return ByteBuffer.wrap(row.getBigDecimal(place)
                    .setScale(decimal.scale(), RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .toByteArray());
        } else if (type instanceof ColumnType.Date) {
            return (int) row.getObject(place, LocalDate.class).toEpochDay();
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            ChronoUnit unit = timestamp.unit() == ColumnType.Unit.MILLIS ? ChronoUnit.MILLIS : ChronoUnit.MICROS;
            return unit.between(
                    Instant.EPOCH, row.getObject(place, OffsetDateTime.class).toInstant());
        } else if (type instanceof ColumnType.Enumeration) {
            return new GenericData.EnumSymbol(present(column), row.getString(place));
        }
        return row.getString(place);
    }

    private Schema present(Column column) {
        Schema field = contract.schema().getFields().get(column.position()).schema();
        return field.getType() != Schema.Type.UNION ? field : field.getTypes().get(1 - field.getIndexNamed("null"));
    }
}
