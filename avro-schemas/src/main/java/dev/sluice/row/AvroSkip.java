package dev.sluice.row;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Passes over a value that the contract has no column for. Takes time in proportion to the bytes that are there. */
final class AvroSkip {
    private static final int DEEPEST = 32;

    private AvroSkip() {}

    /** False when the value is malformed or too deep. */
    static boolean skip(Schema schema, AvroInput in) {
        return skip(schema, in, 0);
    }

    private static boolean skip(Schema schema, AvroInput in, int depth) {
        if (depth > DEEPEST || in.broken()) {
            return false;
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING, BYTES -> in.readBytes();
            case FIXED -> in.readFixed(schema.getFixedSize());
            case ENUM -> {
                int index = in.readInt();
                return !in.broken()
                        && index >= 0
                        && index < schema.getEnumSymbols().size();
            }
            case UNION -> {
                int branch = in.readInt();
                return !in.broken()
                        && branch >= 0
                        && branch < schema.getTypes().size()
                        && skip(schema.getTypes().get(branch), in, depth + 1);
            }
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    if (!skip(field.schema(), in, depth + 1)) {
                        return false;
                    }
                }
            }
            case ARRAY -> {
                return blocks(null, schema.getElementType(), in, depth);
            }
            case MAP -> {
                return blocks(Schema.create(Schema.Type.STRING), schema.getValueType(), in, depth);
            }
        }
        return !in.broken();
    }

    private static boolean blocks(@Nullable Schema key, Schema value, AvroInput in, int depth) {
        while (true) {
            long count = in.readLong();
            if (in.broken() || count == 0) {
                return !in.broken();
            }
            if (count < 0) {
                if (!in.readBytes()) {
                    return false;
                }
                continue;
            }
            for (long i = 0; i < count; i++) {
                int left = in.left();
                if ((key != null && !skip(key, in, depth + 1)) || !skip(value, in, depth + 1)) {
                    return false;
                }
                if (in.left() == left) {
                    // Elements of no size: a few bytes may claim thousands of millions of them.
                    break;
                }
            }
        }
    }
}
