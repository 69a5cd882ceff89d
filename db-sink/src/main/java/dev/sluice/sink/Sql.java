package dev.sluice.sink;

import dev.sluice.contract.Column;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Identifiers in SQL. They come from contracts and settings only, and are always quoted. */
final class Sql {
    private Sql() {}

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String names(Collection<Column> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    static String names(String alias, List<Column> columns) {
        return columns.stream()
                .map(column -> alias + "." + quoted(column.name()))
                .collect(Collectors.joining(", "));
    }
}
