package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.SqlName;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of columns in SQL. */
final class Sql {
    private Sql() {}

    static String names(Collection<Column> columns) {
        return columns.stream().map(column -> SqlName.quoted(column.name())).collect(Collectors.joining(", "));
    }

    static String names(String alias, List<Column> columns) {
        return columns.stream()
                .map(column -> alias + "." + SqlName.quoted(column.name()))
                .collect(Collectors.joining(", "));
    }
}
