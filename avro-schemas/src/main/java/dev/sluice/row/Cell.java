package dev.sluice.row;

import dev.sluice.contract.Column;

/**
 * The judge of one column's values: takes a value in one of the spellings that a format has, and leaves it in the draft
 * or says what is wrong with it.
 */
abstract class Cell {
    final Column column;
    final int position;

    Cell(Column column) {
        this.column = column;
        this.position = column.position();
    }

    /** The value as text, as CSV and keys spell it. Never empty. */
    abstract void text(Draft draft, byte[] b, int from, int to);

    /** A string as JSON and Avro have it; escapes are resolved. Types that JSON spells as a string override this. */
    void string(Draft draft, byte[] b, int from, int to) {
        mismatch(draft, "the string \"" + Excerpt.of(b, from, to) + "\"");
    }

    /** A number as JSON spells it. */
    void number(Draft draft, byte[] b, int from, int to) {
        mismatch(draft, "the number " + Excerpt.of(b, from, to));
    }

    void bool(Draft draft, boolean value) {
        mismatch(draft, String.valueOf(value));
    }

    /** An object or an array. */
    void structure(Draft draft, String what) {
        mismatch(draft, what);
    }

    /** Writes the value that is in the draft as Avro has it. */
    abstract void encode(Draft draft, AvroOutput out);

    /** Writes the canonical text of the value that is in the draft. */
    abstract void keyText(Draft draft, AvroOutput out);

    /** The value that is in the draft as Java has it. */
    abstract Object value(Draft draft);

    /** What a value of this column is called in a message. */
    abstract String expected();

    /** The rule that a value of another type breaks. */
    String mismatchRule() {
        return Rules.TYPE_MISMATCH;
    }

    final void wrong(Draft draft, String rule, String message) {
        draft.violation(position, rule, column.name(), message);
    }

    final void mismatch(Draft draft, String what) {
        wrong(draft, mismatchRule(), "must be " + expected() + " but is " + what);
    }

    /** Text that can't be this column's value; characters that can't be any text's are the better reason. */
    final void malformed(Draft draft, String rule, byte[] b, int from, int to) {
        if (legible(draft, Utf8.codePoints(b, from, to))) {
            wrong(draft, rule, "must be " + expected() + " but is '" + Excerpt.of(b, from, to) + "'");
        }
    }

    final boolean legible(Draft draft, int codePoints) {
        if (codePoints == Utf8.NUL) {
            wrong(draft, Rules.NUL_CHARACTER, "holds a NUL character");
        } else if (codePoints == Utf8.INVALID) {
            wrong(draft, Rules.INVALID_UNICODE, "is not valid Unicode");
        }
        return codePoints >= 0;
    }

    /** Nothing but white space: the same as no value. */
    static boolean blank(byte[] b, int from, int to) {
        return from >= to || (b[from] <= ' ' && Utf8.blank(b, from, to));
    }
}
