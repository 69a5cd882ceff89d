package dev.sluice.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV line straight from its bytes into a draft. A quote opens a field only where it is the first thing in
 * it; blanks around an unquoted value don't count; a field of nothing is a missing value.
 */
final class CsvReader {
    private static final byte[] NOTHING = new byte[0];
    private static final int KEPT = 1 << 16;

    private byte[] b = NOTHING;
    private int end;
    private int pos;
    private byte delimiter;
    private byte[] unquoted = NOTHING;
    private int used;

    /** The field that was read last. */
    private byte[] bytes = NOTHING;

    private int from;
    private int to;

    /** The fields of the line: all must be found before the first is judged, since a wrong count makes all doubtful. */
    private byte[][] fieldBytes;

    private int[] fieldFrom;
    private int[] fieldTo;

    CsvReader(int columns) {
        fieldBytes = new byte[columns][];
        fieldFrom = new int[columns];
        fieldTo = new int[columns];
    }

    void read(byte[] line, CsvLayout layout, Draft draft) {
        b = line;
        pos = startsWithMark() ? 3 : 0;
        end = withoutLineEnd();
        delimiter = layout.delimiter();
        used = 0;
        int expected = layout.size();
        if (fieldFrom.length < expected) {
            fieldBytes = new byte[expected][];
            fieldFrom = new int[expected];
            fieldTo = new int[expected];
        }
        int count = 0;
        do {
            String broken = field();
            if (broken != null) {
                complain(draft, broken, count < expected ? layout.name(count) : null);
                return;
            }
            if (count < expected) {
                fieldBytes[count] = bytes;
                fieldFrom[count] = from;
                fieldTo[count] = to;
            }
            count++;
        } while (pos++ < end);
        if (count != expected) {
            draft.unreadable(Rules.COLUMN_COUNT, null, "must have " + expected + " columns but has " + count);
            return;
        }
        for (int i = 0; i < count; i++) {
            judge(layout, i, draft);
        }
    }

    void forget() {
        b = NOTHING;
        bytes = NOTHING;
        Arrays.fill(fieldBytes, NOTHING);
        if (unquoted.length > KEPT) {
            unquoted = NOTHING;
        }
    }

    private void judge(CsvLayout layout, int i, Draft draft) {
        Cell cell = layout.cell(i);
        if (layout.passedOver(i)) {
            return;
        }
        if (cell == null) {
            draft.unknownField(Excerpt.of(layout.name(i)));
        } else if (!draft.firstSight(cell.position)) {
            draft.duplicateField(cell);
        } else if (!Cell.blank(fieldBytes[i], fieldFrom[i], fieldTo[i])) {
            cell.text(draft, fieldBytes[i], fieldFrom[i], fieldTo[i]);
        }
    }

    private static void complain(Draft draft, String broken, @Nullable String column) {
        if (broken.equals(Rules.UNBALANCED_QUOTE)) {
            draft.unreadable(broken, column, "a quote that opens has no partner that closes");
        } else {
            draft.undecodable("is more than one line");
        }
    }

    /** Reads one field up to its delimiter or the line's end; returns the rule that is broken, if any. */
    private @Nullable String field() {
        while (pos < end && blank(b[pos])) {
            pos++;
        }
        if (pos < end && b[pos] == '"') {
            return quoted();
        }
        bytes = b;
        from = pos;
        while (pos < end && b[pos] != delimiter) {
            if (b[pos] == '\n' || b[pos] == '\r') {
                return Rules.NOT_DECODABLE;
            }
            pos++;
        }
        to = pos;
        while (to > from && blank(b[to - 1])) {
            to--;
        }
        return null;
    }

    private @Nullable String quoted() {
        int start = pos + 1;
        boolean doubled = false;
        pos = start;
        while (pos < end && (b[pos] != '"' || doubledAt(pos))) {
            if (b[pos] == '"') {
                doubled = true;
                pos++;
            }
            pos++;
        }
        if (pos >= end) {
            return Rules.UNBALANCED_QUOTE;
        }
        bytes = b;
        from = start;
        to = pos;
        if (doubled) {
            halveQuotes();
        }
        pos++;
        while (pos < end && blank(b[pos])) {
            pos++;
        }
        return pos < end && b[pos] != delimiter ? Rules.UNBALANCED_QUOTE : null;
    }

    private boolean doubledAt(int quote) {
        return quote + 1 < end && b[quote + 1] == '"';
    }

    /** Copies the field with one quote for each two. */
    private void halveQuotes() {
        if (unquoted.length < b.length) {
            unquoted = new byte[b.length];
        }
        int start = used;
        for (int i = from; i < to; i++) {
            unquoted[used++] = b[i];
            if (b[i] == '"') {
                i++;
            }
        }
        bytes = unquoted;
        from = start;
        to = used;
    }

    private boolean blank(byte c) {
        return c == ' ' || (c == '\t' && delimiter != '\t');
    }

    private boolean startsWithMark() {
        return b.length > 2 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf;
    }

    private int withoutLineEnd() {
        int last = b.length;
        if (last > pos && b[last - 1] == '\n') {
            last--;
        }
        if (last > pos && b[last - 1] == '\r') {
            last--;
        }
        return last;
    }
}
