package dev.sluice.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
        this.parentsFirst = ReferenceOrder.parentsFirst(byTable);
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
        Map<String, Contract> byRecord = new HashMap<>();
        for (Contract contract : contracts) {
            onlyOne(byTable, contract.table(), contract, "table");
            onlyOne(byRecord, contract.schema().getFullName(), contract, "record");
        }
        return new Contracts(byTable);
    }

    private static void onlyOne(Map<String, Contract> all, String name, Contract contract, String what) {
        Contract other = all.putIfAbsent(name, contract);
        if (other != null) {
            throw new ContractException(
                    contract.source(), "", "the " + what + " " + name + " is already that of " + other.source());
        }
    }

    /** All tables in alphabetical order. */
    public Set<String> tables() {
        return Collections.unmodifiableSet(byTable.keySet());
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

    public List<Contract> childrenOf(String table) {
        return parentsFirst.stream()
                .filter(contract -> contract.parents().contains(table))
                .toList();
    }
}
