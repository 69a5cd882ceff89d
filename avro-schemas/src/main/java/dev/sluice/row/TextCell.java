package dev.sluice.row;

import dev.sluice.contract.Column;
import dev.sluice.contract.TextPattern;
import java.nio.charset.StandardCharsets;

/** A column of type string. Stored byte for byte. */
final class TextCell extends Cell {
    TextCell(Column column) {
        super(column);
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        if (blank(b, from, to)) {
            return;
        }
        int length = Utf8.codePoints(b, from, to);
        if (!legible(draft, length)) {
            return;
        }
        TextPattern pattern = column.pattern();
        boolean shapely = pattern == null || pattern.matches(string(b, from, to));
        if (length > column.maxLength()) {
            wrong(draft, Rules.TOO_LONG, "may have " + column.maxLength() + " characters but has " + length);
        } else if (length < column.minLength()) {
            wrong(draft, Rules.TOO_SHORT, "must have " + column.minLength() + " characters but has " + length);
        } else if (shapely) {
            draft.text(position, b, from, to);
        }
        if (!shapely) {
            wrong(draft, Rules.PATTERN, "must match " + pattern + " but is '" + Excerpt.of(b, from, to) + "'");
        }
    }

    @Override
    void string(Draft draft, byte[] b, int from, int to) {
        text(draft, b, from, to);
    }

    private static String string(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.avroBytes(draft.bytes[position], draft.from[position], draft.to[position]);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        out.raw(draft.bytes[position], draft.from[position], draft.to[position]);
    }

    @Override
    Object value(Draft draft) {
        return string(draft.bytes[position], draft.from[position], draft.to[position]);
    }

    @Override
    String expected() {
        return "a string";
    }
}
