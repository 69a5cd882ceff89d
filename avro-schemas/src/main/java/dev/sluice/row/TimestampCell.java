package dev.sluice.row;

import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A column of type timestamp: an instant, whatever offset it is spelled with. */
final class TimestampCell extends SpelledCell {
    /** Milliseconds beyond every year that is taken, but not too many to be counted in microseconds. */
    private static final long FAR = Long.MAX_VALUE / 1000;

    private final ColumnType.Unit unit;
    private final long first;
    private final long last;

    TimestampCell(Column column, ColumnType.Timestamp type) {
        super(column);
        unit = type.unit();
        first = IsoTime.FIRST_DAY * 86_400 * unit.perSecond();
        last = (IsoTime.LAST_DAY + 1) * 86_400 * unit.perSecond() - 1;
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        long instant = IsoTime.timestamp(b, from, to, unit.digits());
        if (instant == IsoTime.INVALID) {
            malformed(draft, Rules.INVALID_TIMESTAMP, b, from, to);
        } else {
            instant(draft, instant);
        }
    }

    /** An instant as Avro counts it, in the writer's unit. */
    void instant(Draft draft, long value, ColumnType.Unit writer) {
        if (writer == unit) {
            instant(draft, value);
        } else if (writer == ColumnType.Unit.MILLIS) {
            instant(draft, Math.max(-FAR, Math.min(FAR, value)) * 1000);
        } else if (value % 1000 != 0) {
            wrong(draft, Rules.INVALID_TIMESTAMP, "may have 3 digits behind the second but has more");
        } else {
            instant(draft, value / 1000);
        }
    }

    private void instant(Draft draft, long instant) {
        if (instant < first || instant > last) {
            wrong(draft, Rules.TIMESTAMP_RANGE, "must lie in the years 1 to 9999 (UTC)");
            return;
        }
        Bound min = column.min();
        Bound max = column.max();
        if (min != null && instant < min.value().longValue()) {
            wrong(draft, Rules.MIN, "must not be before " + min.text() + " but is " + toInstant(instant));
        } else if (max != null && instant > max.value().longValue()) {
            wrong(draft, Rules.MAX, "must not be after " + max.text() + " but is " + toInstant(instant));
        } else {
            draft.number(position, instant);
        }
    }

    private Instant toInstant(long instant) {
        long seconds = Math.floorDiv(instant, unit.perSecond());
        return Instant.ofEpochSecond(
                seconds, Math.floorMod(instant, unit.perSecond()) * (1_000_000_000 / unit.perSecond()));
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
        return toInstant(draft.number[position]);
    }

    @Override
    String mismatchRule() {
        return Rules.INVALID_TIMESTAMP;
    }

    @Override
    String expected() {
        return "a timestamp with offset like 2021-02-28T23:59:59Z, at most " + unit.digits() + " fraction digits";
    }
}
