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
    /** Rights or tables are not what they were at the start: the sink stops until somebody has looked. */
    SETUP;

    static SinkFailure of(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        String kind = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        return switch (kind) {
            // data exception, constraint, cardinality, raised by a user's trigger, view's check, a row too large
            case "22", "23", "21", "P0", "44", "54" -> DATA;
            // rights, names, missing schema or database, refused log-in, read-only
            case "28", "3D", "3F", "42", "0A" -> SETUP;
            default -> INFRASTRUCTURE;
        };
    }

    boolean isData() {
        return this == DATA;
    }

    /** PostgreSQL's own short message: its details may quote the row. */
    static String publicMessage(SQLException failure) {
        ServerErrorMessage message = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String text = message == null ? null : message.getMessage();
        return text == null ? "refused with state " + failure.getSQLState() : text;
    }
}
