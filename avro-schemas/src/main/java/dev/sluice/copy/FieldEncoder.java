package dev.sluice.copy;

import dev.sluice.contract.ColumnType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;

/** One Avro value in, one field of a binary COPY tuple out: its length and its bytes as PostgreSQL receives them. */
@FunctionalInterface
interface FieldEncoder {
    int NULL = -1;
    /** PostgreSQL counts days and microseconds from 2000-01-01. */
    int EPOCH_DAYS = 10_957;

    long EPOCH_MICROS = TimeUnit.DAYS.toMicros(EPOCH_DAYS);

    void encode(AvroCursor in, CopyBuffer out);

    static FieldEncoder of(ColumnType type, Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return type.fold(new ByType());
        }
        int nullBranch = schema.getIndexNamed("null");
        FieldEncoder present = type.fold(new ByType());
        return (in, out) -> {
            int branch = in.readInt();
            if (branch == nullBranch) {
                out.int32(NULL);
            } else if (branch == 1 - nullBranch) {
                present.encode(in, out);
            } else {
                in.giveUp();
            }
        };
    }

    final class ByType implements ColumnType.Cases<FieldEncoder> {
        @Override
        public FieldEncoder int32() {
            return (in, out) -> {
                out.int32(4);
                out.int32(in.readInt());
            };
        }

        @Override
        public FieldEncoder int64() {
            return (in, out) -> {
                out.int32(8);
                out.int64(in.readLong());
            };
        }

        @Override
        public FieldEncoder float64() {
            return (in, out) -> {
                out.int32(8);
                out.int64(in.readFixed64());
            };
        }

        @Override
        public FieldEncoder bool() {
            return (in, out) -> {
                out.int32(1);
                out.int8(in.readBoolean() ? 1 : 0);
            };
        }

        @Override
        public FieldEncoder text() {
            return (in, out) -> {
                in.skipBytes();
                out.int32(in.length());
                out.append(in.bytes(), in.start(), in.length());
            };
        }

        @Override
        public FieldEncoder decimal(ColumnType.Decimal type) {
            return (in, out) -> {
                in.skipBytes();
                if (in.length() == 0) {
                    in.giveUp();
                } else {
                    BigInteger unscaled = new BigInteger(in.bytes(), in.start(), in.length());
                    Numeric.write(unscaled, type.scale(), out);
                }
            };
        }

        @Override
        public FieldEncoder date() {
            return (in, out) -> {
                long days = in.readInt() - (long) EPOCH_DAYS;
                // The two extremes mean "infinity" to PostgreSQL.
                if (days <= Integer.MIN_VALUE || days >= Integer.MAX_VALUE) {
                    in.giveUp();
                }
                out.int32(4);
                out.int32((int) days);
            };
        }

        @Override
        public FieldEncoder timestamp(ColumnType.Timestamp type) {
            long micros = 1_000_000 / type.unit().perSecond();
            return (in, out) -> {
                long count = in.readLong();
                long limit = Long.MAX_VALUE / micros - EPOCH_MICROS;
                if (count >= limit || count <= -limit) {
                    in.giveUp();
                }
                out.int32(8);
                out.int64(count * micros - EPOCH_MICROS);
            };
        }

        @Override
        public FieldEncoder uuid() {
            return (in, out) -> {
                in.skipBytes();
                out.int32(16);
                Hex.uuid(in, out);
            };
        }

        @Override
        public FieldEncoder enumeration(ColumnType.Enumeration type) {
            byte[][] symbols = type.symbols().stream()
                    .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            return (in, out) -> {
                int index = in.readInt();
                if (index < 0 || index >= symbols.length) {
                    in.giveUp();
                } else {
                    out.int32(symbols[index].length);
                    out.append(symbols[index], 0, symbols[index].length);
                }
            };
        }
    }
}
