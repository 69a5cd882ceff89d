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
    private static final int MOST_VIOLATIONS = 200;

    private static final byte[] NOTHING = new byte[0];

    private final boolean[] seen;
    private final boolean[] present;
    private final boolean[] bad;
    final long[] number;
    final byte[][] bytes;
    final int[] from;
    final int[] to;
    final @Nullable Object[] object;
    private final List<Violation> violations = new ArrayList<>();
    private int untold;
    private boolean undecodable;

    Draft(int columns) {
        seen = new boolean[columns];
        present = new boolean[columns];
        bad = new boolean[columns];
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
        violations.clear();
        untold = 0;
        undecodable = false;
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
        violation(rule, field, message);
    }

    void violation(String rule, @Nullable String field, String message) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(rule, field, message));
        } else {
            untold++;
        }
    }

    /** The bytes are no row at all: nothing else that was found means anything. */
    void undecodable(String message) {
        violations.clear();
        untold = 0;
        undecodable = true;
        violations.add(new Violation(Rules.NOT_DECODABLE, null, message));
    }

    /** Whether the row could not be taken apart, so that nothing can be said of its fields. */
    boolean undecodable() {
        return undecodable;
    }

    /** The row could not be taken apart into fields, for this reason. */
    void unreadable(String rule, @Nullable String field, String message) {
        undecodable(message);
        violations.set(0, new Violation(rule, field, message));
    }

    boolean good() {
        return violations.isEmpty();
    }

    /** All violations by column; those that belong to no column come last, as they were found. */
    List<Violation> violations(ToIntFunction<String> position) {
        violations.sort(Comparator.comparingInt(violation -> order(violation, position)));
        if (untold > 0) {
            violations.add(new Violation(Rules.UNKNOWN_FIELD, null, "and " + untold + " more violations"));
        }
        return List.copyOf(violations);
    }

    private static int order(Violation violation, ToIntFunction<String> position) {
        int at = violation.field() == null ? -1 : position.applyAsInt(violation.field());
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
