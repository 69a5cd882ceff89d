package dev.sluice.sink;

import dev.sluice.copy.CopyBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.copy.CopyIn;

/**
 * Encoded rows into their table: straight while keys are new, through a staging table and a merge once some are not.
 *
 * <p>Guessing costs nothing when it is right; when it is wrong, the transaction fails on the primary key, and the next
 * attempt goes through staging. There it is seen when keys are new again.
 */
final class RowCopy {
    /** So many micro-batches without a known key make it likely that the next has none either. */
    private static final int TRUSTED = 3;

    private final TableSql sql;
    private int runsOfNewKeys = TRUSTED;
    private boolean guessed;
    private boolean staged;

    RowCopy(TableSql sql) {
        this.sql = sql;
    }

    void run(SinkSession session, CopyBuffer rows) throws SQLException {
        if (runsOfNewKeys >= TRUSTED) {
            guessed = true;
            send(session, sql.copy(), rows);
        } else {
            throughStaging(session, rows);
        }
    }

    void throughStaging(SinkSession session, CopyBuffer rows) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql.createStaging());
            if (staged) {
                statement.execute(sql.emptyStaging());
            }
            staged = true;
            send(session, sql.copyIntoStaging(), rows);
            try (ResultSet row = statement.executeQuery(sql.anyStagedExists())) {
                row.next();
                runsOfNewKeys = row.getBoolean(1) ? 0 : runsOfNewKeys + 1;
            }
            statement.execute(sql.merge());
        }
    }

    void beginTransaction() {
        guessed = false;
        staged = false;
    }

    /** After a failed transaction: whether a guess may be at fault, so that another attempt is worth it. */
    boolean stopGuessing() {
        if (guessed) {
            runsOfNewKeys = 0;
        }
        return guessed;
    }

    private static void send(SinkSession session, String copy, CopyBuffer rows) throws SQLException {
        CopyIn in = session.copies().copyIn(copy);
        try {
            in.writeToCopy(rows.bytes(), 0, rows.size());
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }
}
