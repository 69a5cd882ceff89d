package dev.sluice.row;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What becomes of one raw record. */
public sealed interface Verdict {

    /** The row keeps every rule and its parents exist. */
    record Valid(Row row) implements Verdict {
        @Override
        public <R> R fold(
                Function<Valid, R> valid,
                Function<Removed, R> removed,
                Function<Rejected, R> rejected,
                Function<Waiting, R> waiting) {
            return valid.apply(this);
        }
    }

    /** The record asks for the row of this key (canonical text) to be removed. */
    record Removed(String key) implements Verdict {
        @Override
        public <R> R fold(
                Function<Valid, R> valid,
                Function<Removed, R> removed,
                Function<Rejected, R> rejected,
                Function<Waiting, R> waiting) {
            return removed.apply(this);
        }
    }

    /** The row breaks rules: all of them, ordered by column. */
    record Rejected(List<Violation> violations) implements Verdict {
        public Rejected {
            violations = List.copyOf(violations);
        }

        @Override
        public <R> R fold(
                Function<Valid, R> valid,
                Function<Removed, R> removed,
                Function<Rejected, R> rejected,
                Function<Waiting, R> waiting) {
            return rejected.apply(this);
        }
    }

    /** The row keeps every rule, but these parents are not there yet. */
    record Waiting(Row row, Set<Reference> missing) implements Verdict {
        public Waiting {
            missing = Set.copyOf(missing);
        }

        @Override
        public <R> R fold(
                Function<Valid, R> valid,
                Function<Removed, R> removed,
                Function<Rejected, R> rejected,
                Function<Waiting, R> waiting) {
            return waiting.apply(this);
        }
    }

    <R> R fold(
            Function<Valid, R> valid,
            Function<Removed, R> removed,
            Function<Rejected, R> rejected,
            Function<Waiting, R> waiting);
}
