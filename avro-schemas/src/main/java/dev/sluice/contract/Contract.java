package dev.sluice.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** What one table promises. Parsed once from its {@code .avsc}; rows, rules, DDL, COPY, backups and forms derive from it. */
public final class Contract {
    private final String source;
    private final String table;
    private final List<Column> columns;
    private final List<Column> key;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Set<String> parents = new LinkedHashSet<>();
    private final Schema schema;

    Contract(String source, String table, List<Column> columns, List<Column> key, Schema schema) {
        this.source = source;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.schema = schema;
        for (Column column : this.columns) {
            positions.put(column.name(), column.position());
            column.references().ifPresent(parents::add);
        }
    }

    /** Reads one contract; {@code source} names the file in messages. */
    public static Contract parse(String source, String json) {
        return new ContractParser(source).parse(json);
    }

    public String source() {
        return source;
    }

    public String table() {
        return table;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The key columns in the order in which {@code sluice.key} lists them. */
    public List<Column> key() {
        return key;
    }

    /** The position of a column, or -1. */
    public int indexOf(String column) {
        return positions.getOrDefault(column, -1);
    }

    /** The Avro schema of the table's valid topic. */
    public Schema schema() {
        return schema;
    }

    /** The tables that this one refers to, in column order. */
    public Set<String> parents() {
        return Collections.unmodifiableSet(parents);
    }

    @Override
    public String toString() {
        return table + " (" + source + ")";
    }
}
