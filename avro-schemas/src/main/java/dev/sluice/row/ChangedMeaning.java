package dev.sluice.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field whose number or bytes mean something else in another schema: the unit of a timestamp, the scale of a decimal.
 * Avro reads one schema's rows with another without looking at it, and no registry's compatibility does either.
 */
public final class ChangedMeaning {
    private static final long MILLI = 1_000;

    private final Schema.Field field;
    private final @Nullable LogicalType written;
    private final @Nullable LogicalType present;

    private ChangedMeaning(Schema.Field field, @Nullable LogicalType written, @Nullable LogicalType present) {
        this.field = field;
        this.written = written;
        this.present = present;
    }

    /** Of the fields that both have. */
    public static List<ChangedMeaning> between(Schema written, Schema present) {
        List<ChangedMeaning> changes = new ArrayList<>();
        if (written.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : present.getFields()) {
                Schema.Field before = written.getField(field.name());
                if (before != null && !isSame(meaning(before.schema()), meaning(field.schema()))) {
                    changes.add(new ChangedMeaning(field, meaning(before.schema()), meaning(field.schema())));
                }
            }
        }
        return changes;
    }

    /** A UUID is text either way. */
    private static @Nullable LogicalType meaning(Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            return schema.getTypes().stream()
                    .filter(branch -> branch.getType() != Schema.Type.NULL)
                    .findFirst()
                    .map(ChangedMeaning::meaning)
                    .orElse(null);
        }
        LogicalType type = schema.getLogicalType();
        return type instanceof LogicalTypes.Uuid ? null : type;
    }

    private static boolean isSame(@Nullable LogicalType one, @Nullable LogicalType other) {
        if (one instanceof LogicalTypes.Decimal before && other instanceof LogicalTypes.Decimal after) {
            return before.getScale() == after.getScale();
        }
        return Objects.equals(name(one), name(other));
    }

    private static @Nullable String name(@Nullable LogicalType type) {
        return type == null ? null : type.getName();
    }

    int position() {
        return field.pos();
    }

    /**
     * The same value as the present schema counts it.
     *
     * @throws ArithmeticException when the present schema has no such value
     */
    Object convert(Object value) {
        if (value instanceof Long count && isMillis(written) && isMicros(present)) {
            return Math.multiplyExact(count, MILLI);
        }
        if (value instanceof Long count && isMicros(written) && isMillis(present) && count % MILLI == 0) {
            return count / MILLI;
        }
        if (value instanceof ByteBuffer bytes
                && written instanceof LogicalTypes.Decimal before
                && present instanceof LogicalTypes.Decimal after) {
            return rescaled(bytes, before, after);
        }
        throw new ArithmeticException(this + ", and " + value + " can't be read so");
    }

    private static ByteBuffer rescaled(ByteBuffer bytes, LogicalTypes.Decimal before, LogicalTypes.Decimal after) {
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.duplicate().get(unscaled);
        BigDecimal value = new BigDecimal(new BigInteger(unscaled), before.getScale())
                .setScale(after.getScale(), RoundingMode.UNNECESSARY);
        return ByteBuffer.wrap(value.unscaledValue().toByteArray());
    }

    private static boolean isMillis(@Nullable LogicalType type) {
        return type instanceof LogicalTypes.TimestampMillis;
    }

    private static boolean isMicros(@Nullable LogicalType type) {
        return type instanceof LogicalTypes.TimestampMicros;
    }

    private static String text(@Nullable LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal) {
            return "a decimal of scale " + decimal.getScale();
        }
        return type == null ? "of no logical type" : type.getName();
    }

    @Override
    public String toString() {
        return "the field " + field.name() + " was " + text(written) + " and is " + text(present);
    }
}
