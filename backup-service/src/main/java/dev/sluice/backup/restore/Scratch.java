package dev.sluice.backup.restore;

import dev.sluice.backup.take.TableSource;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A schema of our own beside the system schema: tables to compare with, which nobody else uses. */
final class Scratch {
    private final String schema;
    private final String tables;

    /**
     * @param schema unquoted
     * @param tables the schema of the house's tables, unquoted
     */
    Scratch(String schema, String tables) {
        this.schema = SqlName.quoted(schema);
        this.tables = SqlName.quoted(tables);
    }

    /** Empty, whatever was there before. */
    void create(Connection connection) throws SQLException {
        execute(connection, "drop schema if exists " + schema + " cascade; create schema " + schema);
    }

    void drop(Connection connection) throws SQLException {
        execute(connection, "drop schema if exists " + schema + " cascade");
    }

    String table(String name) {
        return schema + "." + SqlName.quoted(name);
    }

    String live(Contract contract) {
        return tables + "." + SqlName.quoted(contract.table());
    }

    /** An empty table like that of the house, not kept through a crash of PostgreSQL. */
    void createLike(Connection connection, String name, Contract contract) throws SQLException {
        execute(connection, "create unlogged table %s (like %s)".formatted(table(name), live(contract)));
    }

    /** The same with these columns alone, of which none has to have a value. */
    void createLike(Connection connection, String name, Contract contract, List<Column> columns) throws SQLException {
        execute(
                connection,
                "create unlogged table %s as select %s from %s with no data"
                        .formatted(table(name), TableSource.columns(columns), live(contract)));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
