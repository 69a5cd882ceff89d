package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import dev.sluice.ledger.SystemSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that write one table. */
final class TableSql {
    private final Contract contract;
    private final String schema;
    private final String table;
    private final String staging;

    /**
     * @param schema where the tables live
     * @param number tells the staging tables of a session apart: a table's own name may be too long for another letter
     */
    TableSql(Contract contract, String schema, int number) {
        this.contract = contract;
        this.schema = schema;
        this.table = SqlName.quoted(schema) + "." + SqlName.quoted(contract.table());
        this.staging = "pg_temp.sluice_staging_" + number;
    }

    String table() {
        return table;
    }

    String copy() {
        return copyInto(table);
    }

    String copyIntoStaging() {
        return copyInto(staging);
    }

    private String copyInto(String target) {
        return "copy %s (%s) from stdin (format binary)".formatted(target, Sql.names(contract.columns()));
    }

    String createStaging() {
        return "create temporary table if not exists %s on commit delete rows as select %s from %s with no data"
                .formatted(staging.substring("pg_temp.".length()), Sql.names(contract.columns()), table);
    }

    String emptyStaging() {
        return "truncate " + staging;
    }

    /** Whether any staged key is in the table: stops at the first. */
    String anyStagedExists() {
        return "select exists (select from %s s where exists (select from %s t where %s))"
                .formatted(staging, table, sameKey("s"));
    }

    /** A row that is already as it should be is not written again; the key is never among what is set. */
    String merge() {
        return merge(staging);
    }

    /** The same from another table of the same columns. */
    String merge(String source) {
        List<Column> others =
                contract.columns().stream().filter(column -> !column.isKey()).toList();
        String insert = "insert into %s as t (%s) select %s from %s on conflict (%s) do "
                .formatted(
                        table,
                        Sql.names(contract.columns()),
                        Sql.names(contract.columns()),
                        source,
                        Sql.names(contract.key()));
        if (others.isEmpty()) {
            return insert + "nothing";
        }
        String set = others.stream()
                .map(column -> "%1$s = excluded.%1$s".formatted(SqlName.quoted(column.name())))
                .collect(Collectors.joining(", "));
        return insert
                + "update set %s where (%s) is distinct from (%s)"
                        .formatted(set, Sql.names("t", others), Sql.names("excluded", others));
    }

    /** A condition on this table, as {@code t}: another table of the same key holds no such row. */
    String absentFrom(String other) {
        return "not exists (select from %s o where %s)".formatted(other, sameKey("o"));
    }

    /** Moves the sequence of a generated key past the largest one; empty where ids are not generated. */
    Optional<String> moveSequence(SystemSchema system) {
        Column key = contract.key().get(0);
        if (!key.generated()) {
            return Optional.empty();
        }
        String sequence = SqlName.quoted(schema) + "." + SqlName.quoted(TableDefinition.sequenceName(contract, key));
        return Optional.of("select %s('%s', (select max(%s) from %s))"
                .formatted(system.table("move_ids"), sequence, SqlName.quoted(key.name()), table));
    }

    /** Takes one array of texts for each key column. */
    String delete() {
        return "delete from %s t using %s where %s".formatted(table, keys(), sameKey("k"));
    }

    /** Locks the rows of these keys against new children; answers the places of those that exist. */
    String lockForDelete() {
        return "select k.place from %s join %s t on %s order by %s for update of t"
                .formatted(keys(), table, sameKey("k"), Sql.names("t", contract.key()));
    }

    /** Locks the rows of these keys against removal; answers the places of those that exist. */
    String lockAsParents() {
        return "select k.place from %s join %s t on %s order by %s for key share of t"
                .formatted(keys(), table, sameKey("k"), Sql.names("t", contract.key()));
    }

    /** Answers the places of those keys that the table has. */
    String present() {
        return "select k.place from %s join %s t on %s".formatted(keys(), table, sameKey("k"));
    }

    /** Answers the places of the parents' keys that rows of this table refer to in the column. */
    String referringTo(Column column, Contract parent) {
        Column key = parent.key().get(0);
        return "select k.place from %s where exists (select from %s t where t.%s = k.%s)"
                .formatted(keys(parent), table, SqlName.quoted(column.name()), SqlName.quoted(key.name()));
    }

    /** Answers whole rows, in the order of the columns. */
    String select() {
        return "select k.place, %s from %s join %s t on %s"
                .formatted(Sql.names("t", contract.columns()), keys(), table, sameKey("k"));
    }

    private String keys() {
        return keys(contract);
    }

    private static String keys(Contract contract) {
        List<Column> key = contract.key();
        String arrays = key.stream()
                .map(column -> "?::text[]::" + SqlType.of(column.type()) + "[]")
                .collect(Collectors.joining(", "));
        return "unnest(%s) with ordinality k (%s, place)".formatted(arrays, Sql.names(key));
    }

    private String sameKey(String alias) {
        return IntStream.range(0, contract.key().size())
                .mapToObj(i -> "t.%1$s = %2$s.%1$s"
                        .formatted(SqlName.quoted(contract.key().get(i).name()), alias))
                .collect(Collectors.joining(" and "));
    }
}
