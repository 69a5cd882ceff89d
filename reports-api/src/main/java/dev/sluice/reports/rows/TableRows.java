package dev.sluice.reports.rows;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.SqlName;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.row.RowKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one table by its key: a page costs the same at any depth. */
final class TableRows {

    private final Reads reads;
    private final Contract contract;
    private final RowKey keys;
    private final RowReader reader;
    private final String select;
    private final String keyColumns;
    private final String keyMarks;
    private final String exists;

    TableRows(Reads reads, Schemas schemas, Contract contract) {
        this.reads = reads;
        this.contract = contract;
        this.keys = RowKey.of(contract);
        this.reader = new RowReader(contract);
        String table = SqlName.quoted(schemas.tables()) + "." + SqlName.quoted(contract.table());
        this.exists = "select to_regclass('%s') is not null".formatted(table.replace("'", "''"));
        this.select = "select %s from %s".formatted(names(contract.columns()), table);
        this.keyColumns = names(contract.key());
        this.keyMarks = String.join(", ", Collections.nCopies(contract.key().size(), "?"));
    }

    Contract contract() {
        return contract;
    }

    /** Whether the text is a key that this table may have. */
    boolean isKey(String text) {
        return keys.valid(text);
    }

    String key(Row row) {
        return keys.text(row.key());
    }

    /** The rows behind a key, or the first ones; none while the table isn't there. */
    List<Row> page(Optional<String> after, int limit) {
        if (!reads.client().sql(exists).query(Boolean.class).single()) {
            return List.of();
        }
        String behind = after.isEmpty() ? "" : " where (%s) > (%s)".formatted(keyColumns, keyMarks);
        return reads.client()
                .sql(select + behind + " order by " + keyColumns + " limit ?")
                .params(after.map(this::bound).orElse(List.of()))
                .param(limit)
                .query(reader)
                .list();
    }

    Optional<Row> row(String key) {
        if (!isKey(key) || !reads.client().sql(exists).query(Boolean.class).single()) {
            return Optional.empty();
        }
        return reads.client()
                .sql(select + " where (%s) = (%s)".formatted(keyColumns, keyMarks))
                .params(bound(key))
                .query(reader)
                .optional();
    }

    private List<Object> bound(String key) {
        return keys.values(key).orElseThrow().stream().map(RowReader::bound).toList();
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(column -> SqlName.quoted(column.name())).collect(Collectors.joining(", "));
    }
}
