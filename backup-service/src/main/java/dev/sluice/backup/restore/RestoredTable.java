package dev.sluice.backup.restore;

import dev.sluice.backup.take.TableSource;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import java.util.List;
import java.util.stream.Collectors;

/** One table of a restore: its scratch tables, and the statements that compare them with the live one. */
final class RestoredTable {
    private final Contract contract;
    private final Scratch scratch;
    private final int number;
    private final boolean whole;

    /**
     * @param number tells the scratch tables apart: a table's own name may be too long for another letter
     * @param whole whether the live table was seen to be empty, so that it gets all rows of the backup's file
     */
    RestoredTable(Contract contract, Scratch scratch, int number, boolean whole) {
        this.contract = contract;
        this.scratch = scratch;
        this.number = number;
        this.whole = whole;
    }

    Contract contract() {
        return contract;
    }

    String live() {
        return scratch.live(contract);
    }

    boolean isWhole() {
        return whole;
    }

    /** Where rows are published out of the file, only what references are about has to be looked at. */
    List<Column> stagedColumns() {
        return contract.columns().stream()
                .filter(column ->
                        !whole || column.isKey() || column.references().isPresent())
                .toList();
    }

    /** What the table shall be. */
    String stagedName() {
        return "staged_" + number;
    }

    String staged() {
        return scratch.table(stagedName());
    }

    /** Rows that are missing or other than wanted. */
    String upserts() {
        return scratch.table("upserts_" + number);
    }

    /** Rows that are there and not wanted. */
    String deletes() {
        return scratch.table("deletes_" + number);
    }

    /** Whether the live table has any row at all. */
    String liveExists() {
        return "select exists (select from %s)".formatted(live());
    }

    String createUpserts() {
        return whole ? createUpsertsOfAll() : createUpsertsOfDifference();
    }

    /**
     * No contract can have a column that begins with an underscore. Rows are published in the order in which they lie.
     * The table is kept through a crash of PostgreSQL: what is to be published must not change once the first of it is.
     */
    private String createUpsertsOfDifference() {
        List<Column> others =
                contract.columns().stream().filter(column -> !column.isKey()).toList();
        String differs = others.isEmpty()
                ? ""
                : " or (%s) is distinct from (%s)".formatted(names("s", others), names("t", others));
        return "create table %s as select t.%s is null as _fresh, %s from %s s left join %s t on %s where t.%s is null%s"
                .formatted(
                        upserts(),
                        firstKey(),
                        names("s", contract.columns()),
                        staged(),
                        live(),
                        sameKey("s", "t"),
                        firstKey(),
                        differs);
    }

    private String createUpsertsOfAll() {
        return "create view %s as select true as _fresh, s.* from %s s".formatted(upserts(), staged());
    }

    String createDeletes(boolean removes) {
        return "create table %s as select %s from %s t where %s"
                .formatted(
                        deletes(),
                        names("t", contract.columns()),
                        live(),
                        removes
                                ? "not exists (select from %s s where %s)".formatted(staged(), sameKey("s", "t"))
                                : "false");
    }

    String copyUpserts(long from) {
        return copy(upserts(), from);
    }

    String copyDeletes(long from) {
        return copy(deletes(), from);
    }

    private String copy(String rows, long from) {
        return "copy (select %s from %s offset %d) to stdout (format binary)"
                .formatted(TableSource.columns(contract), rows, from);
    }

    String sameKey(String one, String other) {
        return contract.key().stream()
                .map(column -> "%1$s.%3$s = %2$s.%3$s".formatted(one, other, SqlName.quoted(column.name())))
                .collect(Collectors.joining(" and "));
    }

    private String firstKey() {
        return SqlName.quoted(contract.key().get(0).name());
    }

    private static String names(String alias, List<Column> columns) {
        return columns.stream()
                .map(column -> alias + "." + SqlName.quoted(column.name()))
                .collect(Collectors.joining(", "));
    }
}
