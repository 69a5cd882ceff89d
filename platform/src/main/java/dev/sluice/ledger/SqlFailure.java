package dev.sluice.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for the one who sent it. */
public final class SqlFailure {

    private SqlFailure() {}

    /** The server isn't there, is starting, stopping, or full: the same statement may succeed later. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && saysOutage(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysOutage(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P");
    }

    /** The table isn't there: nobody has migrated the schema yet. */
    public static boolean isMissingTable(Throwable failure) {
        return failure.getCause() instanceof SQLException sql
                && ("42P01".equals(state(sql)) || "3F000".equals(state(sql)));
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
