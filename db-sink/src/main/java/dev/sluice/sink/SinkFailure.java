package dev.sluice.sink;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failed statement says: it decides what becomes of the rows. */
enum SinkFailure {
    /** A row is at fault: it is refused, the others are stored. */
    DATA,
    /** A server is away, full, or busy: tried again from the stored offset. */
    INFRASTRUCTURE,
    /** Rights or tables are not what they were at the start: the sink stops until somebody has looked and restarts it. */
    SETUP;

    static SinkFailure of(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        String kind = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        return switch (kind) {
            // connection, transaction state (a standby is read-only), roll-back, resources, an object in use, an
            // operator,
            // the system, foreign servers, PostgreSQL's own faults
            case "", "08", "25", "26", "3B", "40", "53", "55", "57", "58", "72", "F0", "HV", "XX" -> INFRASTRUCTURE;
            // rights, names, missing schema or database, refused log-in, what this server can't do
            case "0A", "0L", "0P", "28", "3D", "3F", "42" -> SETUP;
            // data exception, constraint, a row too large, and whatever code a user's own trigger raises
            default -> DATA;
        };
    }

    boolean isData() {
        return this == DATA;
    }

    /** PostgreSQL's own short message: its details may quote the row. */
    static String publicMessage(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ServerErrorMessage message = cause instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
            if (message != null && message.getMessage() != null) {
                return message.getMessage();
            }
        }
        return "refused with state " + failure.getSQLState();
    }
}
