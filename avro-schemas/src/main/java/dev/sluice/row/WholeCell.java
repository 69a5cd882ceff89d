package dev.sluice.row;

import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A column of type int or long. */
final class WholeCell extends Cell {
    private static final int SAFE_DIGITS = 18;

    private final boolean wide;
    private final long least;
    private final long greatest;
    private final long min;
    private final long max;

    WholeCell(Column column, boolean wide) {
        super(column);
        this.wide = wide;
        this.least = wide ? Long.MIN_VALUE : Integer.MIN_VALUE;
        this.greatest = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
        this.min = bound(column.min(), RoundingMode.CEILING, least);
        this.max = bound(column.max(), RoundingMode.FLOOR, greatest);
    }

    private static long bound(@Nullable Bound bound, RoundingMode inwards, long otherwise) {
        if (bound == null) {
            return otherwise;
        }
        BigDecimal whole = bound.value().setScale(0, inwards);
        return whole.longValueExact();
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        number(draft, b, from, to);
    }

    @Override
    void number(Draft draft, byte[] b, int from, int to) {
        int start = b[from] == '-' ? from + 1 : from;
        long value = 0;
        int i = start;
        while (i < to && b[i] >= '0' && b[i] <= '9' && i - start < SAFE_DIGITS) {
            value = value * 10 + (b[i++] - '0');
        }
        if (i == to && i > start && (b[start] != '0' || i == start + 1)) {
            whole(draft, start > from ? -value : value);
        } else {
            unusual(draft, b, from, to);
        }
    }

    private void unusual(Draft draft, byte[] b, int from, int to) {
        NumberLiteral literal = NumberLiteral.parse(b, from, to);
        if (literal == null) {
            malformed(draft, Rules.TYPE_MISMATCH, b, from, to);
        } else if (literal.integerDigits() > (wide ? 19 : 10)) {
            beyond(draft, Excerpt.of(b, from, to));
        } else if (!literal.plain()) {
            mismatch(draft, "the number " + Excerpt.of(b, from, to));
        } else if (literal.unscaled(0).bitLength() > 63) {
            beyond(draft, Excerpt.of(b, from, to));
        } else {
            whole(draft, literal.unscaled(0).longValue());
        }
    }

    /** A whole number as Avro has it. */
    void whole(Draft draft, long value) {
        if (value < least || value > greatest) {
            beyond(draft, String.valueOf(value));
        } else if (value < min) {
            wrong(draft, Rules.MIN, "must be at least " + min + " but is " + value);
        } else if (value > max) {
            wrong(draft, Rules.MAX, "must be at most " + max + " but is " + value);
        } else {
            draft.number(position, value);
        }
    }

    private void beyond(Draft draft, String value) {
        wrong(draft, Rules.NUMBER_RANGE, "must lie between " + least + " and " + greatest + " but is " + value);
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.avroLong(draft.number[position]);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        out.digits(draft.number[position]);
    }

    @Override
    Object value(Draft draft) {
        long value = draft.number[position];
        if (wide) {
            return value;
        }
        return (int) value;
    }

    @Override
    String expected() {
        return "a whole number";
    }
}
