package dev.sluice.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All contracts of a house, with the references between them proven. */
public final class Contracts {
    private final Map<String, Contract> byTable;
    private final List<Contract> parentsFirst;

    private Contracts(Map<String, Contract> byTable) {
        this.byTable = byTable;
        this.parentsFirst = References.parentsFirst(byTable);
    }

    /** The contracts that this jar ships. */
    public static Contracts shipped() {
        return load(Optional.empty());
    }

    /** The shipped contracts and every {@code .avsc} file of a directory. */
    public static Contracts load(Optional<Path> extraDirectory) {
        List<Contract> all = new ArrayList<>(ContractFiles.shipped());
        extraDirectory.map(ContractFiles::in).ifPresent(all::addAll);
        return of(all);
    }

    public static Contracts of(Collection<Contract> contracts) {
        Map<String, Contract> byTable = new TreeMap<>();
        for (Contract contract : contracts) {
            Contract other = byTable.putIfAbsent(contract.table(), contract);
            if (other != null) {
                throw new ContractException(
                        contract.source(),
                        "",
                        "the table " + contract.table() + " is already that of " + other.source());
            }
        }
        return new Contracts(byTable);
    }

    public Optional<Contract> find(String table) {
        return Optional.ofNullable(byTable.get(table));
    }

    /** The contract of a table that is known to have one. */
    public Contract get(String table) {
        return find(table).orElseThrow(() -> new IllegalArgumentException("no contract for the table " + table));
    }

    /** A parent comes before its children, else the order is alphabetical. */
    public List<Contract> parentsFirst() {
        return parentsFirst;
    }

    public Set<String> tables() {
        return Set.copyOf(byTable.keySet());
    }

    public List<Contract> childrenOf(String table) {
        return parentsFirst.stream()
                .filter(contract -> contract.parents().contains(table))
                .toList();
    }

    /** The proof that references can hold. */
    private static final class References {
        private final Map<String, Contract> byTable;
        private final Map<String, Contract> done = new LinkedHashMap<>();
        private final List<String> path = new ArrayList<>();

        private References(Map<String, Contract> byTable) {
            this.byTable = byTable;
        }

        static List<Contract> parentsFirst(Map<String, Contract> byTable) {
            References references = new References(byTable);
            byTable.values().forEach(references::visit);
            return List.copyOf(references.done.values());
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
                throw wrong(
                        contract, column, "closes a cycle of references: " + String.join(" → ", cycle) + " → " + table);
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
}
