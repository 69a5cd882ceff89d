package dev.sluice.row;

import dev.sluice.contract.Column;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** A column of type uuid. Lower case is its canonical spelling, so that one value has one key. */
final class UuidCell extends SpelledCell {
    private static final int LENGTH = 36;

    UuidCell(Column column) {
        super(column);
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        boolean upper = false;
        if (to - from != LENGTH) {
            malformed(draft, Rules.INVALID_UUID, b, from, to);
            return;
        }
        for (int i = 0; i < LENGTH; i++) {
            byte c = b[from + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0) {
                malformed(draft, Rules.INVALID_UUID, b, from, to);
                return;
            }
            upper |= c >= 'A' && c <= 'F';
        }
        if (upper) {
            byte[] lower = text(b, from, to).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            draft.text(position, lower, 0, LENGTH);
        } else {
            draft.text(position, b, from, to);
        }
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.US_ASCII);
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
        return UUID.fromString(text(draft.bytes[position], draft.from[position], draft.to[position]));
    }

    @Override
    String expected() {
        return "a UUID like 123e4567-e89b-12d3-a456-426614174000";
    }
}
