package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.row.RowKey;
import dev.sluice.row.Rules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes rows of one table out, unless others refer to them. The rows are locked first, and their children are looked for
 * in a second statement: a single one would not see a child that was committed while it waited for the lock.
 */
final class TableRemoval {
    private final Contract contract;
    private final RowKey codec;
    private final TableSql sql;
    private final List<Contract> children;
    private final Function<String, TableSql> tables;

    TableRemoval(Contract contract, List<Contract> children, Function<String, TableSql> tables) {
        this.contract = contract;
        this.codec = RowKey.of(contract);
        this.sql = tables.apply(contract.table());
        this.children = children;
        this.tables = tables;
    }

    Contract contract() {
        return contract;
    }

    /** Removes what the writes name, of which no two have the same key; answers those that are refused. */
    List<Write> remove(Attempt attempt, List<Write> writes) throws SQLException {
        List<Write> refused = new ArrayList<>();
        List<Write> removable = withKey(attempt, writes, refused);
        if (!children.isEmpty() && !removable.isEmpty()) {
            removable = unreferenced(attempt, removable, refused);
        }
        if (removable.isEmpty()) {
            return refused;
        }
        if (attempt.careful()) {
            refused.addAll(new Bisection(attempt).run(removable, part -> delete(attempt, part)));
        } else {
            delete(attempt, removable);
        }
        return refused;
    }

    private List<Write> withKey(Attempt attempt, List<Write> writes, List<Write> refused) {
        List<Write> removable = new ArrayList<>(writes.size());
        for (Write write : writes) {
            if (KeyTexts.of(contract, codec).add(write.record().key())) {
                removable.add(write);
            } else {
                attempt.refuse(Refusal.of(write, Rules.NOT_DECODABLE, "The key is none of this table"));
                refused.add(write);
            }
        }
        return removable;
    }

    private List<Write> unreferenced(Attempt attempt, List<Write> writes, List<Write> refused) throws SQLException {
        Connection connection = attempt.session().connection();
        KeyTexts keys = keys(writes);
        boolean[] referenced = new boolean[writes.size()];
        mark(connection, sql.lockForDelete(), keys, new boolean[writes.size()]);
        for (Contract child : children) {
            for (Column column : child.columns()) {
                if (column.references().filter(contract.table()::equals).isPresent()) {
                    mark(connection, tables.apply(child.table()).referringTo(column, contract), keys, referenced);
                }
            }
        }
        List<Write> free = new ArrayList<>(writes.size());
        for (int i = 0; i < referenced.length; i++) {
            if (referenced[i]) {
                attempt.refuse(Refusal.of(writes.get(i), Rules.STILL_REFERENCED, "Other rows refer to this one"));
                refused.add(writes.get(i));
            } else {
                free.add(writes.get(i));
            }
        }
        return free;
    }

    private void delete(Attempt attempt, List<Write> writes) throws SQLException {
        Connection connection = attempt.session().connection();
        try (PreparedStatement delete = connection.prepareStatement(sql.delete())) {
            keys(writes).bind(connection, delete);
            delete.executeUpdate();
        }
    }

    private static void mark(Connection connection, String query, KeyTexts keys, boolean[] places) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            keys.bind(connection, statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places[rows.getInt(1) - 1] = true;
                }
            }
        }
    }

    private KeyTexts keys(List<Write> writes) {
        KeyTexts keys = KeyTexts.of(contract, codec);
        writes.forEach(write -> keys.add(write.record().key()));
        return keys;
    }
}
