package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.row.RowKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a table what its log says: only rows that differ are written, so that whoever watches changes sees those alone. */
final class FoldedTable {
    private final LogFold fold;
    private final List<Contract> children;
    private final Function<String, TableSql> tables;

    FoldedTable(LogFold fold, List<Contract> children, Function<String, TableSql> tables) {
        this.fold = fold;
        this.children = children;
        this.tables = tables;
    }

    Contract contract() {
        return fold.contract();
    }

    String topic() {
        return fold.topic();
    }

    /** As SQL names it. */
    String name() {
        return fold.live().table();
    }

    /** How many rows were new or not as they should be. */
    int write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(fold.live().merge(fold.table()));
        }
    }

    /** Removes rows that the log doesn't hold, unless others refer to them; how many. */
    int remove(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from %s t where %s and not (%s)"
                    .formatted(fold.live().table(), notInLog(), isReferredTo()));
        }
    }

    /** Keys of rows that the log doesn't hold and that others refer to. */
    List<byte[]> kept(Connection connection) throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        if (children.isEmpty()) {
            return keys;
        }
        RowKey codec = RowKey.of(contract());
        String select = "select %s from %s t where %s"
                .formatted(Sql.names("t", contract().key()), fold.live().table(), notInLog());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= contract().key().size(); i++) {
                    Object value = row.getObject(i);
                    values.add(value instanceof Timestamp time ? time.toInstant() : value);
                }
                keys.add(RowKey.bytes(codec.text(values)));
            }
        }
        return keys;
    }

    /** What was stored by others than this sink may have ids that the sequence has yet to give. */
    void moveSequence(Connection connection, SystemSchema system) throws SQLException {
        Optional<String> move = fold.live().moveSequence(system);
        if (move.isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(move.get());
            }
        }
    }

    /** How many rows the log holds. */
    long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + fold.table())) {
            row.next();
            return row.getLong(1);
        }
    }

    private String notInLog() {
        return fold.live().absentFrom(fold.table());
    }

    private String isReferredTo() {
        if (children.isEmpty()) {
            return "false";
        }
        String key = SqlName.quoted(contract().key().get(0).name());
        return children.stream()
                .flatMap(child -> referring(child)
                        .map(column -> "exists (select from %s c where c.%s = t.%s)"
                                .formatted(tables.apply(child.table()).table(), SqlName.quoted(column.name()), key)))
                .collect(Collectors.joining(" or "));
    }

    private Stream<Column> referring(Contract child) {
        return child.columns().stream()
                .filter(column ->
                        column.references().filter(contract().table()::equals).isPresent());
    }

    /** What became of a table: rows that its log holds, and how many of the table's were written, removed and kept. */
    record Change(long rows, int written, int removed, int kept) {}
}
