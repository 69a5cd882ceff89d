package dev.sluice.copy;

import dev.sluice.contract.ColumnType;
import dev.sluice.row.AvroOutput;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** One field of a binary COPY tuple in, one Avro value out. */
@FunctionalInterface
interface FieldDecoder {
    void decode(CopyCursor in, int length, AvroOutput out);

    static FieldDecoder of(ColumnType type) {
        return type.fold(new ByType());
    }

    final class ByType implements ColumnType.Cases<FieldDecoder> {
        @Override
        public FieldDecoder int32() {
            return (in, length, out) -> out.avroLong(in.int32());
        }

        @Override
        public FieldDecoder int64() {
            return (in, length, out) -> out.avroLong(in.int64());
        }

        @Override
        public FieldDecoder float64() {
            return (in, length, out) -> out.avroFixed64(in.int64());
        }

        @Override
        public FieldDecoder bool() {
            return (in, length, out) -> out.raw(in.int8());
        }

        @Override
        public FieldDecoder text() {
            return (in, length, out) -> {
                out.avroBytes(in.bytes(), in.position(), in.position() + length);
                in.skip(length);
            };
        }

        @Override
        public FieldDecoder decimal(ColumnType.Decimal type) {
            return (in, length, out) -> {
                BigInteger unscaled = Numeric.read(in, type.scale());
                byte[] bytes = unscaled.toByteArray();
                out.avroBytes(bytes, 0, bytes.length);
            };
        }

        @Override
        public FieldDecoder date() {
            return (in, length, out) -> {
                int days = in.int32();
                requireFinite(days != Integer.MAX_VALUE && days != Integer.MIN_VALUE);
                out.avroLong(Math.addExact(days, FieldEncoder.EPOCH_DAYS));
            };
        }

        @Override
        public FieldDecoder timestamp(ColumnType.Timestamp type) {
            long micros = 1_000_000 / type.unit().perSecond();
            return (in, length, out) -> {
                long count = in.int64();
                requireFinite(count != Long.MAX_VALUE && count != Long.MIN_VALUE);
                out.avroLong(Math.floorDiv(Math.addExact(count, FieldEncoder.EPOCH_MICROS), micros));
            };
        }

        /** PostgreSQL keeps "infinity" as the extremes; no contract has such a value. */
        private static void requireFinite(boolean finite) {
            if (!finite) {
                throw new IllegalArgumentException("a date or timestamp that is infinite");
            }
        }

        @Override
        public FieldDecoder uuid() {
            return (in, length, out) -> {
                String text = new UUID(in.int64(), in.int64()).toString();
                out.avroBytes(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
            };
        }

        @Override
        public FieldDecoder enumeration(ColumnType.Enumeration type) {
            List<byte[]> symbols = type.symbols().stream()
                    .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                    .toList();
            return (in, length, out) -> {
                int from = in.position();
                in.skip(length);
                out.avroLong(index(symbols, in.bytes(), from, from + length));
            };
        }

        private static int index(List<byte[]> symbols, byte[] bytes, int from, int to) {
            for (int i = 0; i < symbols.size(); i++) {
                byte[] symbol = symbols.get(i);
                if (Arrays.equals(symbol, 0, symbol.length, bytes, from, to)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("a value that is none of the contract's symbols");
        }
    }
}
