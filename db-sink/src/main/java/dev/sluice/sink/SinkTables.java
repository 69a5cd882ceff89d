package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.util.HashMap;
import java.util.Map;

/** The tables, made as the contracts want them: whoever holds this may write them. */
final class SinkTables {
    private final String schema;
    private final Map<String, TableSql> byName = new HashMap<>();

    SinkTables(Contracts contracts, String schema) {
        this.schema = schema;
        for (Contract contract : contracts.parentsFirst()) {
            byName.put(contract.table(), new TableSql(contract, schema, byName.size()));
        }
    }

    String schema() {
        return schema;
    }

    TableSql sql(String table) {
        TableSql sql = byName.get(table);
        if (sql == null) {
            throw new IllegalArgumentException("no contract for the table " + table);
        }
        return sql;
    }
}
