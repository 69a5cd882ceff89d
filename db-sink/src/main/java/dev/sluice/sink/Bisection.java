package dev.sluice.sink;

import dev.sluice.row.Rules;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/** Finds the writes that PostgreSQL refuses by halving; everything else is stored. */
final class Bisection {
    private final Attempt attempt;

    Bisection(Attempt attempt) {
        this.attempt = attempt;
    }

    @FunctionalInterface
    interface Work {
        void on(List<Write> writes) throws SQLException;
    }

    /** Answers what was refused, in the given order. */
    List<Write> run(List<Write> writes, Work work) throws SQLException {
        List<Write> refused = new ArrayList<>();
        run(writes, work, refused);
        return refused;
    }

    private void run(List<Write> writes, Work work, List<Write> refused) throws SQLException {
        Savepoint before = attempt.session().connection().setSavepoint();
        try {
            work.on(writes);
            attempt.session().connection().releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SinkFailure.of(e).isData()) {
                throw e;
            }
            attempt.session().connection().rollback(before);
            if (writes.size() == 1) {
                attempt.refuse(Refusal.of(writes.get(0), Rules.REFUSED_BY_DATABASE, SinkFailure.publicMessage(e)));
                refused.addAll(writes);
            } else {
                int half = writes.size() / 2;
                run(writes.subList(0, half), work, refused);
                run(writes.subList(half, writes.size()), work, refused);
            }
        }
    }
}
