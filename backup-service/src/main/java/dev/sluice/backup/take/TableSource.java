package dev.sluice.backup.take;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of the house, and how it is read in parts. */
public final class TableSource {
    /** 64 MB each: enough to keep a reader busy, and few enough that the last one doesn't work alone for long. */
    private static final long BLOCKS = 8_192;

    private static final String SIZE = """
            select pg_relation_size(c.oid) / current_setting('block_size')::bigint, greatest(c.reltuples, 0)::bigint
            from pg_class c where c.oid = ?::regclass
            """;

    private final Contract contract;
    private final String name;

    /** @param name quoted, with its schema */
    public TableSource(Contract contract, String name) {
        this.contract = contract;
        this.name = name;
    }

    public static TableSource of(Contract contract, String schema) {
        return new TableSource(contract, SqlName.quoted(schema) + "." + SqlName.quoted(contract.table()));
    }

    public Contract contract() {
        return contract;
    }

    public String name() {
        return name;
    }

    /** The columns in the contract's order, whatever order the table has them in. */
    public static String columns(Contract contract) {
        return columns(contract.columns());
    }

    public static String columns(List<Column> columns) {
        return columns.stream().map(Column::name).map(SqlName::quoted).collect(Collectors.joining(", "));
    }

    /** @param rows how many there are, as the statistics have it */
    record Size(long blocks, long rows) {}

    Size size(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SIZE)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Size(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** All of it. */
    public String copy() {
        return "copy (select %s from %s) to stdout (format binary)".formatted(columns(contract), name);
    }

    /** Statements that together read every row once. */
    List<String> parts(long blocks) {
        List<String> parts = new ArrayList<>();
        long from = 0;
        for (; from + BLOCKS < blocks; from += BLOCKS) {
            parts.add(part("ctid >= '(%d,0)' and ctid < '(%d,0)'".formatted(from, from + BLOCKS)));
        }
        // Without an upper bound: how large a table is, is not part of the snapshot.
        parts.add(part("ctid >= '(%d,0)'".formatted(from)));
        return parts;
    }

    private String part(String where) {
        return "copy (select %s from %s where %s) to stdout (format binary)".formatted(columns(contract), name, where);
    }
}
