package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.contract.SqlName;
import java.util.ArrayList;
import java.util.List;

/** What a contract's table looks like in SQL. */
final class TableDefinition {
    private final String schema;
    private final Contracts contracts;
    private final Contract contract;

    TableDefinition(String schema, Contracts contracts, Contract contract) {
        this.schema = schema;
        this.contracts = contracts;
        this.contract = contract;
    }

    String name() {
        return qualified(contract.table());
    }

    String create() {
        List<String> parts = new ArrayList<>();
        contract.columns().forEach(column -> parts.add(definition(column)));
        parts.add("primary key (%s)".formatted(Sql.names(contract.key())));
        contract.columns().stream()
                .filter(column -> column.references().isPresent())
                .forEach(column -> parts.add(foreignKey(column)));
        return "create table if not exists %s (%n  %s)".formatted(name(), String.join(",%n  ".formatted(), parts));
    }

    String addColumn(Column column) {
        return "alter table %s add column %s".formatted(name(), definition(column));
    }

    String addForeignKey(Column column) {
        return "alter table %s add %s".formatted(name(), foreignKey(column));
    }

    /** Owned by the column: it goes when the table goes. */
    List<String> createSequence(Column column) {
        String sequence = qualified(sequenceName(contract, column));
        return List.of(
                "create sequence if not exists %s as %s".formatted(sequence, SqlType.of(column.type())),
                "alter sequence %s owned by %s.%s".formatted(sequence, name(), SqlName.quoted(column.name())));
    }

    static String sequenceName(Contract contract, Column column) {
        return contract.table() + "_" + column.name() + "_seq";
    }

    private static String definition(Column column) {
        return SqlName.quoted(column.name()) + " " + SqlType.of(column.type()) + (column.optional() ? "" : " not null");
    }

    private String foreignKey(Column column) {
        Contract parent = contracts.get(column.references().orElseThrow());
        return "foreign key (%s) references %s (%s) on update no action on delete no action"
                .formatted(SqlName.quoted(column.name()), qualified(parent.table()), Sql.names(parent.key()));
    }

    private String qualified(String name) {
        return SqlName.quoted(schema) + "." + SqlName.quoted(name);
    }
}
