package dev.sluice.copy;

import dev.sluice.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;

/** One Avro value as PostgreSQL would read it from text. For the few ids that are looked up, never for a row. */
final class FieldText implements ColumnType.Cases<Function<AvroCursor, String>> {
    private static final FieldText READERS = new FieldText();

    private FieldText() {}

    static Function<AvroCursor, String> of(ColumnType type) {
        return type.fold(READERS);
    }

    @Override
    public Function<AvroCursor, String> int32() {
        return in -> Long.toString(in.readLong());
    }

    @Override
    public Function<AvroCursor, String> int64() {
        return in -> Long.toString(in.readLong());
    }

    @Override
    public Function<AvroCursor, String> float64() {
        return in -> Double.toString(Double.longBitsToDouble(in.readFixed64()));
    }

    @Override
    public Function<AvroCursor, String> bool() {
        return in -> Boolean.toString(in.readBoolean());
    }

    @Override
    public Function<AvroCursor, String> text() {
        return AvroCursor::readText;
    }

    @Override
    public Function<AvroCursor, String> decimal(ColumnType.Decimal type) {
        return in -> {
            in.skipBytes();
            BigInteger unscaled = new BigInteger(in.bytes(), in.start(), in.length());
            return new BigDecimal(unscaled, type.scale()).toPlainString();
        };
    }

    @Override
    public Function<AvroCursor, String> date() {
        return in -> LocalDate.ofEpochDay(in.readInt()).toString();
    }

    @Override
    public Function<AvroCursor, String> timestamp(ColumnType.Timestamp type) {
        long perSecond = type.unit().perSecond();
        return in -> {
            long count = in.readLong();
            long nanos = Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond);
            return Instant.ofEpochSecond(Math.floorDiv(count, perSecond), nanos).toString();
        };
    }

    @Override
    public Function<AvroCursor, String> uuid() {
        return AvroCursor::readText;
    }

    @Override
    public Function<AvroCursor, String> enumeration(ColumnType.Enumeration type) {
        return in -> type.symbols().get(in.readInt());
    }
}
