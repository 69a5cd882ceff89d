package dev.sluice.backup.take;

import dev.sluice.ledger.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One moment of the database that several connections see at once, for as long as this is open. */
final class Snapshot implements AutoCloseable {
    private static final String BEGIN = "set transaction isolation level repeatable read, read only";

    private final Postgres postgres;
    private final Connection first;
    private final String id;

    private Snapshot(Postgres postgres, Connection first, String id) {
        this.postgres = postgres;
        this.first = first;
        this.id = id;
    }

    /** @param tables quoted names; they can't be dropped or emptied by {@code truncate} until the snapshot is closed */
    static Snapshot open(Postgres postgres, List<String> tables) throws SQLException {
        Connection first = postgres.open("backup");
        try (Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute(BEGIN);
            statement.execute("lock table " + String.join(", ", tables) + " in access share mode");
            try (ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
                row.next();
                return new Snapshot(postgres, first, row.getString(1));
            }
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    /** The connection that took it. */
    Connection first() {
        return first;
    }

    /** Another connection that sees the same; the caller closes it. */
    Connection reader() throws SQLException {
        Connection reader = postgres.open("backup");
        try (Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute(BEGIN);
            // The server gave the name out; it takes no parameter here.
            statement.execute("set transaction snapshot '" + id.replace("'", "''") + "'");
            return reader;
        } catch (SQLException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        first.close();
    }
}
