package dev.sluice.row;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads Avro bodies of one writer's schema into a draft. Built once for each schema. */
final class AvroReader {
    private final List<Step> steps = new ArrayList<>();
    private final @Nullable String unfit;

    /** One field of the writer's, in the writer's order; without a cell it is passed over. */
    private record Step(Schema schema, @Nullable Cell cell) {}

    AvroReader(Schema writer, Cells cells) {
        String reason = writer.getType() == Schema.Type.RECORD ? null : "it is no record";
        if (reason == null) {
            for (Schema.Field field : writer.getFields()) {
                Cell cell = cells.named(field.name());
                if (cell != null && !AvroFit.fits(field.schema(), cell)) {
                    reason = "its field " + field.name() + " can't be read as " + cell.expected();
                }
                steps.add(new Step(field.schema(), cell));
            }
        }
        unfit = reason;
    }

    void read(byte[] value, int start, Draft draft) {
        if (unfit != null) {
            draft.undecodable("was written with a schema that doesn't fit the contract: " + unfit);
            return;
        }
        AvroInput in = new AvroInput(value, start);
        for (Step step : steps) {
            if (step.cell() != null) {
                draft.firstSight(step.cell().position);
            }
            if (!field(step, in, draft)) {
                draft.undecodable("is not Avro of the schema that it names");
                return;
            }
        }
        if (in.left() > 0) {
            draft.undecodable("has " + in.left() + " bytes behind the Avro value");
        }
    }

    private static boolean field(Step step, AvroInput in, Draft draft) {
        Schema schema = step.schema();
        if (step.cell() == null) {
            return AvroSkip.skip(schema, in);
        }
        if (schema.getType() == Schema.Type.UNION) {
            int branch = in.readInt();
            if (in.broken() || branch < 0 || branch >= schema.getTypes().size()) {
                return false;
            }
            schema = schema.getTypes().get(branch);
        }
        return value(schema, step.cell(), in, draft);
    }

    private static boolean value(Schema schema, Cell cell, AvroInput in, Draft draft) {
        switch (schema.getType()) {
            case INT -> whole(schema, cell, in.readInt(), in, draft);
            case LONG -> whole(schema, cell, in.readLong(), in, draft);
            case FLOAT -> floating(cell, in.readFloat(), in, draft);
            case DOUBLE -> floating(cell, in.readDouble(), in, draft);
            case BOOLEAN -> {
                boolean value = in.readBoolean();
                if (!in.broken()) {
                    cell.bool(draft, value);
                }
            }
            case STRING, BYTES -> {
                if (in.readBytes()) {
                    bytes(schema, cell, in, draft);
                }
            }
            case FIXED -> {
                if (in.readFixed(schema.getFixedSize())) {
                    bytes(schema, cell, in, draft);
                }
            }
            case ENUM -> {
                int index = in.readInt();
                if (in.broken() || index < 0 || index >= schema.getEnumSymbols().size()) {
                    return false;
                }
                ((EnumCell) cell).symbol(draft, schema.getEnumSymbols().get(index));
            }
            default -> {
                return schema.getType() == Schema.Type.NULL;
            }
        }
        return !in.broken();
    }

    private static void whole(Schema schema, Cell cell, long value, AvroInput in, Draft draft) {
        if (in.broken()) {
            return;
        }
        if (cell instanceof WholeCell whole) {
            whole.whole(draft, value);
        } else if (cell instanceof DateCell date) {
            date.day(draft, value);
        } else if (cell instanceof DoubleCell floating) {
            floating.floating(draft, (double) value);
        } else if (cell instanceof TimestampCell timestamp) {
            timestamp.instant(draft, value, AvroFit.unit(schema));
        }
    }

    private static void floating(Cell cell, double value, AvroInput in, Draft draft) {
        if (!in.broken()) {
            ((DoubleCell) cell).floating(draft, value);
        }
    }

    private static void bytes(Schema schema, Cell cell, AvroInput in, Draft draft) {
        LogicalType logical = schema.getLogicalType();
        if (cell instanceof DecimalCell decimal && logical instanceof LogicalTypes.Decimal written) {
            decimal.decimal(draft, in.bytes(), in.from, in.to, written.getScale());
        } else {
            cell.string(draft, in.bytes(), in.from, in.to);
        }
    }
}
