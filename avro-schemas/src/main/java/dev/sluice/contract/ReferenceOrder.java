package dev.sluice.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The proof that references can hold: every parent exists, its key has the right type, and nothing goes in circles. */
final class ReferenceOrder {
    private final Map<String, Contract> byTable;
    private final Map<String, Contract> done = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();

    private ReferenceOrder(Map<String, Contract> byTable) {
        this.byTable = byTable;
    }

    static List<Contract> parentsFirst(Map<String, Contract> byTable) {
        ReferenceOrder order = new ReferenceOrder(byTable);
        byTable.values().forEach(order::visit);
        return List.copyOf(order.done.values());
    }

    private void visit(Contract contract) {
        if (done.containsKey(contract.table())) {
            return;
        }
        path.add(contract.table());
        for (Column column : contract.columns()) {
            column.references().ifPresent(table -> visit(parent(contract, column, table)));
        }
        path.remove(path.size() - 1);
        done.put(contract.table(), contract);
    }

    private Contract parent(Contract contract, Column column, String table) {
        Contract parent = byTable.get(table);
        if (table.equals(contract.table())) {
            throw wrong(contract, column, "a table can't refer to itself");
        }
        if (parent == null) {
            throw wrong(contract, column, "refers to the table " + table + ", which has no contract");
        }
        if (path.contains(table)) {
            List<String> cycle = path.subList(path.indexOf(table), path.size());
            throw wrong(contract, column, "closes a cycle of references: " + String.join(" → ", cycle) + " → " + table);
        }
        if (parent.key().size() != 1) {
            throw wrong(contract, column, "refers to " + table + ", whose key has several fields");
        }
        ColumnType keyType = parent.key().get(0).type();
        if (!keyType.equals(column.type())) {
            throw wrong(contract, column, "is " + column.type() + " but the key of " + table + " is " + keyType);
        }
        return parent;
    }

    private static ContractException wrong(Contract contract, Column column, String reason) {
        return new ContractException(contract.source(), column.name(), reason);
    }
}
