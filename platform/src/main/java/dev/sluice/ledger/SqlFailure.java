package dev.sluice.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for the one who sent it. */
public final class SqlFailure {

    private SqlFailure() {}

    /** The server isn't there, is starting, stopping, or full: the same statement may succeed later. */
    public static boolean isOutage(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            return true;
        }
        String state = state(failure);
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }

    /** The table isn't there: nobody has migrated the schema yet. */
    static boolean isMissingTable(SQLException failure) {
        return "42P01".equals(state(failure)) || "3F000".equals(state(failure));
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
