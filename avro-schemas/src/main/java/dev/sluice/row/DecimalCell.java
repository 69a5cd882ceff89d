package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of type decimal: an exact number with a fixed count of fraction digits. */
final class DecimalCell extends Cell {
    private final ColumnType.Decimal type;

    DecimalCell(Column column, ColumnType.Decimal type) {
        super(column);
        this.type = type;
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
        } else {
            number(draft, literal, Excerpt.of(b, from, to));
        }
    }

    private void number(Draft draft, NumberLiteral literal, String shown) {
        int whole = type.precision() - type.scale();
        boolean tooWide = !literal.zero() && literal.integerDigits() > whole;
        boolean tooFine = literal.fractionDigits() > type.scale();
        if (tooWide) {
            wrong(draft, Rules.NUMBER_RANGE, "may have " + whole + " digits before the point but is " + shown);
        }
        if (tooFine) {
            wrong(draft, Rules.SCALE, "may have " + type.scale() + " digits behind the point but is " + shown);
        }
        if (!tooWide && !tooFine) {
            decimal(draft, literal.unscaled(type.scale()));
        }
    }

    /** A decimal as Avro has it, written with a scale of its own. */
    void decimal(Draft draft, byte[] b, int from, int to, int scale) {
        if (from == to) {
            mismatch(draft, "no bytes");
            return;
        }
        if (to - from > type.precision() + 8) {
            wrong(draft, Rules.NUMBER_RANGE, "may have " + type.precision() + " digits but has more");
            return;
        }
        String text = new BigInteger(b, from, to - from).toString();
        NumberLiteral unscaled =
                Objects.requireNonNull(NumberLiteral.parse(text.getBytes(StandardCharsets.US_ASCII), 0, text.length()));
        NumberLiteral scaled = new NumberLiteral(
                unscaled.negative(),
                unscaled.digits(),
                unscaled.zero() ? 0 : unscaled.exponent() - scale,
                unscaled.plain());
        number(draft, scaled, new BigDecimal(new BigInteger(text), scale).toString());
    }

    private void decimal(Draft draft, BigInteger unscaled) {
        BigDecimal value = new BigDecimal(unscaled, type.scale());
        if (column.min() != null && value.compareTo(column.min().value()) < 0) {
            wrong(draft, Rules.MIN, "must be at least " + column.min().text() + " but is " + value.toPlainString());
        } else if (column.max() != null && value.compareTo(column.max().value()) > 0) {
            wrong(draft, Rules.MAX, "must be at most " + column.max().text() + " but is " + value.toPlainString());
        } else {
            draft.object(position, value);
        }
    }

    private BigDecimal decimal(Draft draft) {
        @Nullable Object value = draft.object[position];
        return (BigDecimal) Objects.requireNonNull(value);
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        byte[] unscaled = decimal(draft).unscaledValue().toByteArray();
        out.avroBytes(unscaled, 0, unscaled.length);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        byte[] text = decimal(draft).toPlainString().getBytes(StandardCharsets.US_ASCII);
        out.raw(text, 0, text.length);
    }

    @Override
    Object value(Draft draft) {
        return decimal(draft);
    }

    @Override
    String expected() {
        return "a number";
    }
}
