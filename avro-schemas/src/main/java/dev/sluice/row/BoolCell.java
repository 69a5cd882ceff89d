package dev.sluice.row;

import dev.sluice.contract.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A column of type boolean. */
final class BoolCell extends Cell {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    BoolCell(Column column) {
        super(column);
    }

    @Override
    void text(Draft draft, byte[] b, int from, int to) {
        if (Arrays.equals(b, from, to, TRUE, 0, TRUE.length)) {
            bool(draft, true);
        } else if (Arrays.equals(b, from, to, FALSE, 0, FALSE.length)) {
            bool(draft, false);
        } else {
            malformed(draft, Rules.TYPE_MISMATCH, b, from, to);
        }
    }

    @Override
    void bool(Draft draft, boolean value) {
        draft.number(position, value ? 1 : 0);
    }

    @Override
    void encode(Draft draft, AvroOutput out) {
        out.raw((int) draft.number[position]);
    }

    @Override
    void keyText(Draft draft, AvroOutput out) {
        byte[] text = draft.number[position] == 1 ? TRUE : FALSE;
        out.raw(text, 0, text.length);
    }

    @Override
    Object value(Draft draft) {
        return draft.number[position] == 1;
    }

    @Override
    String expected() {
        return "true or false";
    }
}
