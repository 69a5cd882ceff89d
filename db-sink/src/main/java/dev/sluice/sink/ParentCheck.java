package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.copy.IdSet;
import dev.sluice.row.Reference;
import dev.sluice.row.Violation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The references of a micro-batch, checked as sets: the parents are locked against removal until the transaction ends, and
 * those that could not be locked are missing. Replaces a foreign-key trigger per row, which is 85 % of the cost of a COPY.
 */
final class ParentCheck {
    private final Contract contract;
    private final List<Column> referring;
    private final Function<String, TableSql> tables;

    ParentCheck(Contract contract, Function<String, TableSql> tables) {
        this.contract = contract;
        this.tables = tables;
        this.referring = contract.columns().stream()
                .filter(column -> column.references().isPresent())
                .toList();
    }

    IdSet[] newSets() {
        IdSet[] sets = new IdSet[contract.columns().size()];
        referring.forEach(column -> sets[column.position()] = IdSet.of(column));
        return sets;
    }

    /** By column: the ids that no parent has. Without an entry where none is missing. */
    Map<Column, Set<String>> missing(SinkSession session, IdSet[] ids) throws SQLException {
        Map<Column, Set<String>> missing = new HashMap<>();
        for (Column column : referring) {
            List<String> asked = ids[column.position()].texts();
            if (!asked.isEmpty()) {
                Set<String> absent =
                        absent(session, tables.apply(column.references().orElseThrow()), asked);
                if (!absent.isEmpty()) {
                    missing.put(column, absent);
                }
            }
        }
        return missing;
    }

    private static Set<String> absent(SinkSession session, TableSql parent, List<String> asked) throws SQLException {
        boolean[] present = new boolean[asked.size()];
        int found = 0;
        try (PreparedStatement lock = session.connection().prepareStatement(parent.lockAsParents())) {
            lock.setArray(1, session.connection().createArrayOf("text", asked.toArray()));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    present[rows.getInt(1) - 1] = true;
                    found++;
                }
            }
        }
        Set<String> absent = new HashSet<>();
        for (int i = 0; found < present.length && i < present.length; i++) {
            if (!present[i]) {
                absent.add(asked.get(i));
            }
        }
        return absent;
    }

    /** What is wrong with a row whose own references are these. */
    List<Violation> violations(IdSet[] own, Map<Column, Set<String>> missing) {
        List<Violation> violations = new ArrayList<>();
        missing.forEach((column, absent) -> own[column.position()].texts().stream()
                .filter(absent::contains)
                .map(id -> new Reference(column.name(), column.references().orElseThrow(), id))
                .forEach(reference -> violations.add(reference.violation())));
        return violations;
    }
}
