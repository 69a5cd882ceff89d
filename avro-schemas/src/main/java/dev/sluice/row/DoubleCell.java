package dev.sluice.row;

import dev.sluice.contract.Column;
import java.nio.charset.StandardCharsets;

/** A column of type double. */
final class DoubleCell extends Cell {
    private final double min;
    private final double max;

    DoubleCell(Column column) {
        super(column);
        min = column.min() == null
                ? Double.NEGATIVE_INFINITY
                : column.min().value().doubleValue();
        max = column.max() == null
                ? Double.POSITIVE_INFINITY
                : column.max().value().doubleValue();
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        number(draft, b, from, to);
    }

    @Override
    void number(Draft draft, byte[] b, int from, int to) {
        NumberLiteral literal = NumberLiteral.parse(b, from, to);
        if (literal == null) {
            malformed(draft, Rules.TYPE_MISMATCH, b, from, to);
            return;
        }
        double value = Double.parseDouble(new String(b, from, to - from, StandardCharsets.US_ASCII));
        if (value == 0 && !literal.zero()) {
            wrong(draft, Rules.NUMBER_RANGE, "is too close to zero for a double: " + Excerpt.of(b, from, to));
        } else {
            floating(draft, value);
        }
    }

    /** A number as Avro has it. Neither NaN nor an infinity can be said in JSON, so no format may say it. */
    void floating(Draft draft, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            wrong(draft, Rules.NUMBER_RANGE, "is not a finite double");
        } else if (value < min) {
            wrong(draft, Rules.MIN, "must be at least " + min + " but is " + value);
        } else if (value > max) {
            wrong(draft, Rules.MAX, "must be at most " + max + " but is " + value);
        } else {
            draft.number(position, Double.doubleToRawLongBits(value));
        }
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.avroDouble(Double.longBitsToDouble(draft.number[position]));
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        throw new IllegalStateException("a contract has no key of type double");
    }

    @Override
    Object value(Draft draft) {
        return Double.longBitsToDouble(draft.number[position]);
    }

    @Override
    String expected() {
        return "a number";
    }
}
