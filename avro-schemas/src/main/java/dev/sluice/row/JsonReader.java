package dev.sluice.row;

import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object straight from its bytes into a draft: no token objects, no strings, about four times as fast as
 * a parser of general use. The test checks it against one.
 */
final class JsonReader {
    private static final int DEEPEST = 32;

    private final Cells cells;
    private final JsonText text = new JsonText();
    private byte[] b = new byte[0];
    private int pos;
    private @Nullable String error;

    JsonReader(Cells cells) {
        this.cells = cells;
    }

    void read(byte[] value, Draft draft) {
        b = value;
        pos = 0;
        error = null;
        text.start(value);
        if (!document(draft)) {
            draft.undecodable("is not a JSON object: " + (error == null ? "unexpected character" : error) + " at byte "
                    + (pos + 1));
        }
    }

    void forget() {
        b = new byte[0];
        text.forget();
    }

    private boolean document(Draft draft) {
        if (!object(draft)) {
            return false;
        }
        blanks();
        return pos == b.length || fail("there is more behind the object");
    }

    private boolean object(Draft draft) {
        if (!next('{')) {
            return false;
        }
        if (next('}')) {
            return true;
        }
        int guess = 0;
        do {
            blanks();
            if (!string()) {
                return false;
            }
            Cell cell = cells.named(text.bytes, text.from, text.to, guess);
            boolean judged = cell != null && draft.firstSight(cell.position);
            if (cell == null) {
                draft.unknownField(Excerpt.of(text.bytes, text.from, text.to));
            } else if (!judged) {
                draft.duplicateField(cell);
            }
            if (!next(':') || !value(judged ? cell : null, draft)) {
                return false;
            }
            guess = cell == null ? guess : cell.position + 1;
        } while (next(','));
        return next('}');
    }

    /** Reads a value; without a cell it is only checked to be one. */
    private boolean value(@Nullable Cell cell, Draft draft) {
        blanks();
        int c = pos < b.length ? b[pos] : -1;
        return switch (c) {
            case '"' -> string(cell, draft);
            case '{' -> structure(cell, draft, "an object");
            case '[' -> structure(cell, draft, "an array");
            case 't' -> word("true") && bool(cell, draft, true);
            case 'f' -> word("false") && bool(cell, draft, false);
            case 'n' -> word("null");
            default -> number(cell, draft);
        };
    }

    private boolean string(@Nullable Cell cell, Draft draft) {
        boolean read = string();
        if (read && cell != null) {
            cell.string(draft, text.bytes, text.from, text.to);
        }
        return read;
    }

    private boolean number(@Nullable Cell cell, Draft draft) {
        int start = pos;
        boolean read = number();
        if (read && cell != null) {
            cell.number(draft, b, start, pos);
        }
        return read;
    }

    private boolean structure(@Nullable Cell cell, Draft draft, String what) {
        boolean read = skip();
        if (read && cell != null) {
            cell.structure(draft, what);
        }
        return read;
    }

    private static boolean bool(@Nullable Cell cell, Draft draft, boolean value) {
        if (cell != null) {
            cell.bool(draft, value);
        }
        return true;
    }

    /** Passes over an object or array. Not recursive: the depth is a counter and a bit for each level. */
    private boolean skip() {
        long objects = 0;
        int depth = 0;
        do {
            blanks();
            int c = pos < b.length ? b[pos] : -1;
            if (c == '{' || c == '[') {
                pos++;
                objects = objects << 1 | (c == '{' ? 1 : 0);
                if (++depth >= DEEPEST) {
                    return fail("it is nested too deeply");
                }
                if (!next(c == '{' ? '}' : ']')) {
                    if (c == '{' && !name()) {
                        return false;
                    }
                    continue;
                }
                objects >>>= 1;
                depth--;
            } else if (!scalar(c)) {
                return false;
            }
            while (depth > 0 && !next(',')) {
                if (!next((objects & 1) == 1 ? '}' : ']')) {
                    return false;
                }
                objects >>>= 1;
                depth--;
            }
            if (depth > 0 && (objects & 1) == 1 && !name()) {
                return false;
            }
        } while (depth > 0);
        return true;
    }

    private boolean name() {
        blanks();
        return string() && next(':');
    }

    private boolean scalar(int c) {
        return switch (c) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean string() {
        if (pos >= b.length || b[pos] != '"') {
            return false;
        }
        int end = text.read(pos + 1);
        if (end < 0) {
            pos = -end - 1;
            return fail(pos < b.length ? "malformed string" : "unclosed string");
        }
        pos = end;
        return true;
    }

    private boolean number() {
        int start = pos;
        if (pos < b.length && b[pos] == '-') {
            pos++;
        }
        int whole = pos;
        if (!digits() || (b[whole] == '0' && pos > whole + 1)) {
            return pos == start ? false : fail("malformed number");
        }
        if (pos < b.length && b[pos] == '.') {
            pos++;
            if (!digits()) {
                return fail("malformed number");
            }
        }
        if (pos < b.length && (b[pos] | 0x20) == 'e') {
            pos++;
            if (pos < b.length && (b[pos] == '+' || b[pos] == '-')) {
                pos++;
            }
            return digits() || fail("malformed number");
        }
        return true;
    }

    private boolean digits() {
        int start = pos;
        while (pos < b.length && b[pos] >= '0' && b[pos] <= '9') {
            pos++;
        }
        return pos > start;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++, pos++) {
            if (pos >= b.length || b[pos] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void blanks() {
        while (pos < b.length && (b[pos] == ' ' || b[pos] == '\t' || b[pos] == '\n' || b[pos] == '\r')) {
            pos++;
        }
    }

    private boolean next(int c) {
        blanks();
        if (pos < b.length && b[pos] == c) {
            pos++;
            return true;
        }
        return false;
    }

    private boolean fail(String reason) {
        error = reason;
        return false;
    }
}
