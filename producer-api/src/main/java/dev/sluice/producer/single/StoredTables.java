package dev.sluice.producer.single;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.contract.SqlName;
import dev.sluice.row.RowKey;
import dev.sluice.topics.Tenant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this stage asks of the stored tables: who is there, and who refers to whom. It never writes them. */
public final class StoredTables {
    private static final String PRESENT = "select %2$s::text from %1$s where %2$s in (:keys)";
    private static final String HELD = "select exists (select 1 from %1$s where %2$s)";
    private static final String REFERRED = "select exists (select 1 from %1$s where %2$s = :key)";

    private final JdbcClient database;
    private final Contracts contracts;
    private final String schema;

    public StoredTables(DataSource database, Tenant tenant, Contracts contracts) {
        this.database = JdbcClient.create(database);
        this.contracts = contracts;
        this.schema = tenant.tables();
    }

    /** Those of these keys that a table with a key of one column holds. */
    public Set<String> present(String table, Set<String> keys) {
        Contract contract = contracts.get(table);
        RowKey codec = RowKey.of(contract);
        List<Object> values = new ArrayList<>();
        keys.forEach(key -> codec.values(key).ifPresent(parts -> values.add(parts.get(0))));
        if (values.isEmpty()) {
            return Set.of();
        }
        String column = SqlName.quoted(contract.key().get(0).name());
        return new HashSet<>(database.sql(PRESENT.formatted(qualified(table), column))
                .param("keys", values)
                .query((result, number) -> result.getString(1))
                .list());
    }

    /** Those of these keys that a table holds, whatever its key is made of. */
    public Set<String> held(Contract contract, Set<String> keys) {
        ColumnType type = contract.key().get(0).type();
        boolean spelledAlike = type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64;
        return contract.key().size() == 1 && spelledAlike
                ? present(contract.table(), keys)
                : keys.stream().filter(key -> isHeld(contract, key)).collect(Collectors.toSet());
    }

    private boolean isHeld(Contract contract, String key) {
        Optional<List<Object>> values = RowKey.of(contract).values(key);
        if (values.isEmpty()) {
            return false;
        }
        List<String> conditions = new ArrayList<>();
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < contract.key().size(); i++) {
            Object value = values.get().get(i);
            conditions.add(SqlName.quoted(contract.key().get(i).name()) + " = ?");
            bound.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        }
        return database.sql(HELD.formatted(qualified(contract.table()), String.join(" and ", conditions)))
                .params(bound)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** A table with a row that refers to this one. */
    Optional<String> referredFrom(Contract contract, String key) {
        Object value = RowKey.of(contract).values(key).orElseThrow().get(0);
        for (Contract child : contracts.childrenOf(contract.table())) {
            for (Column column : child.columns()) {
                if (column.references().filter(contract.table()::equals).isPresent() && refers(child, column, value)) {
                    return Optional.of(child.table());
                }
            }
        }
        return Optional.empty();
    }

    private boolean refers(Contract child, Column column, Object key) {
        return database.sql(REFERRED.formatted(qualified(child.table()), SqlName.quoted(column.name())))
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    private String qualified(String table) {
        return SqlName.quoted(schema) + "." + SqlName.quoted(table);
    }
}
