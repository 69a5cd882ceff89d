package dev.sluice.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row while it is judged: a slot for each column, and what was found wrong. Reused from row to row, so that a good
 * row allocates nothing here.
 */
final class Draft {
    /** A row of thousands of unknown fields must not answer with as many reasons. */
    private static final int MOST_UNKNOWN = 100;

    private static final byte[] NOTHING = new byte[0];

    private final boolean[] seen;
    private final boolean[] present;
    private final boolean[] bad;
    private final boolean[] repeated;
    final long[] number;
    final byte[][] bytes;
    final int[] from;
    final int[] to;
    final @Nullable Object[] object;
    private final List<Violation> violations = new ArrayList<>();
    private int unknown;
    private boolean unreadable;

    Draft(int columns) {
        seen = new boolean[columns];
        present = new boolean[columns];
        bad = new boolean[columns];
        repeated = new boolean[columns];
        number = new long[columns];
        bytes = new byte[columns][];
        Arrays.fill(bytes, NOTHING);
        from = new int[columns];
        to = new int[columns];
        object = new Object[columns];
    }

    void clear() {
        Arrays.fill(seen, false);
        Arrays.fill(present, false);
        Arrays.fill(bad, false);
        Arrays.fill(repeated, false);
        violations.clear();
        unknown = 0;
        unreadable = false;
    }

    /** Lets go of the row's bytes. */
    void forget() {
        Arrays.fill(bytes, NOTHING);
        Arrays.fill(object, null);
    }

    /** Notes that the column was named; false when it was named before. */
    boolean firstSight(int position) {
        boolean first = !seen[position];
        seen[position] = true;
        return first;
    }

    void number(int position, long value) {
        number[position] = value;
        present[position] = true;
    }

    void text(int position, byte[] source, int start, int end) {
        bytes[position] = source;
        from[position] = start;
        to[position] = end;
        present[position] = true;
    }

    void object(int position, Object value) {
        object[position] = value;
        present[position] = true;
    }

    boolean present(int position) {
        return present[position];
    }

    /** Neither a value nor a complaint about one. */
    boolean missing(int position) {
        return !present[position] && !bad[position];
    }

    void violation(int position, String rule, String field, String message) {
        bad[position] = true;
        violations.add(new Violation(rule, field, message));
    }

    void duplicateField(Cell cell) {
        if (!repeated[cell.position]) {
            repeated[cell.position] = true;
            violation(cell.position, Rules.DUPLICATE_FIELD, cell.column.name(), "is there more than once");
        }
    }

    void unknownField(String shown) {
        if (unknown++ < MOST_UNKNOWN) {
            violations.add(new Violation(Rules.UNKNOWN_FIELD, shown, "the contract has no such field"));
        }
    }

    /** The bytes are no row at all. */
    void undecodable(String message) {
        unreadable(Rules.NOT_DECODABLE, null, message);
    }

    /** The row can't be taken apart into fields: nothing else that was found means anything. */
    void unreadable(String rule, @Nullable String field, String message) {
        unreadable = true;
        unknown = 0;
        violations.clear();
        violations.add(new Violation(rule, field, message));
    }

    boolean unreadable() {
        return unreadable;
    }

    boolean good() {
        return violations.isEmpty();
    }

    /** All violations by column; those that belong to no column come last, as they were found. */
    List<Violation> violations(ToIntFunction<String> position) {
        violations.sort(Comparator.comparingInt(violation -> order(violation, position)));
        if (unknown > MOST_UNKNOWN) {
            String message = "and " + (unknown - MOST_UNKNOWN) + " more fields that the contract doesn't have";
            violations.add(new Violation(Rules.UNKNOWN_FIELD, null, message));
        }
        return List.copyOf(violations);
    }

    private static int order(Violation violation, ToIntFunction<String> position) {
        int at = violation.field() == null ? -1 : position.applyAsInt(violation.field());
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
