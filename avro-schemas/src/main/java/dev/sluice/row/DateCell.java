package dev.sluice.row;

import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A column of type date. */
final class DateCell extends SpelledCell {
    DateCell(Column column) {
        super(column);
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        long day = IsoTime.date(b, from, to);
        if (day == IsoTime.INVALID) {
            malformed(draft, Rules.INVALID_DATE, b, from, to);
        } else {
            day(draft, day);
        }
    }

    /** A day as Avro counts it. */
    void day(Draft draft, long day) {
        if (day < IsoTime.FIRST_DAY || day > IsoTime.LAST_DAY) {
            wrong(draft, Rules.DATE_RANGE, "must lie in the years 1 to 9999");
            return;
        }
        Bound min = column.min();
        Bound max = column.max();
        if (min != null && day < min.value().longValue()) {
            wrong(draft, Rules.MIN, "must not be before " + min.text() + " but is " + LocalDate.ofEpochDay(day));
        } else if (max != null && day > max.value().longValue()) {
            wrong(draft, Rules.MAX, "must not be after " + max.text() + " but is " + LocalDate.ofEpochDay(day));
        } else {
            draft.number(position, day);
        }
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.avroLong(draft.number[position]);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        byte[] text = value(draft).toString().getBytes(StandardCharsets.US_ASCII);
        out.raw(text, 0, text.length);
    }

    @Override
    Object value(Draft draft) {
        return LocalDate.ofEpochDay(draft.number[position]);
    }

    @Override
    String mismatchRule() {
        return Rules.INVALID_DATE;
    }

    @Override
    String expected() {
        return "a date like 2021-02-28";
    }
}
