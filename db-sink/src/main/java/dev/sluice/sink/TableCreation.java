package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.contract.SqlName;
import dev.sluice.start.StartException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables as the contracts want them: creates what is missing, adds new optional columns, and changes or drops
 * nothing. What can't be stored as it is there stops the start, with the table, the column and the reason.
 */
final class TableCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TableCreation.class);

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   a.atthasdef or a.attidentity <> '' or a.attgenerated <> ''
            from pg_attribute a
            where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
            """;

    private static final String PRIMARY_KEY = """
            select array(select a.attname::text from unnest(c.conkey) with ordinality k (attnum, place)
                         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.place)
            from pg_constraint c where c.conrelid = ?::regclass and c.contype = 'p'
            """;

    private static final String FOREIGN_KEYS = """
            select a.attname, n.nspname, r.relname,
                   cardinality(c.conkey) = 1 and c.confupdtype = 'a' and c.confdeltype = 'a' and not c.condeferrable
            from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            join pg_class r on r.oid = c.confrelid join pg_namespace n on n.oid = r.relnamespace
            where c.conrelid = ?::regclass and c.contype = 'f'
            """;

    private static final String OTHER_KEY =
            "has a foreign key that is not the contract's: it must refer to %s, with no action, not deferrable";

    private static final String OWNED_SEQUENCE = "select pg_get_serial_sequence(?, ?)";

    private final String schema;
    private final Contracts contracts;

    TableCreation(String schema, Contracts contracts) {
        this.schema = schema;
        this.contracts = contracts;
    }

    /** All of it or none, one process at a time. */
    void run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('sluice tables'), hashtext('%s'))"
                    .formatted(schema.replace("'", "''")));
            statement.execute("set local client_min_messages = warning");
            statement.execute("create schema if not exists " + SqlName.quoted(schema));
            for (Contract contract : contracts.parentsFirst()) {
                create(connection, statement, contract);
            }
            connection.commit();
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    private void create(Connection connection, Statement statement, Contract contract) throws SQLException {
        TableDefinition definition = new TableDefinition(schema, contracts, contract);
        statement.execute(definition.create());
        Map<String, Existing> existing = existing(connection, definition.name());
        for (Column column : contract.columns()) {
            Existing there = existing.remove(column.name());
            if (there != null) {
                there.conflict(column).ifPresent(reason -> refuse(contract, column.name(), reason));
            } else if (column.optional()) {
                statement.execute(definition.addColumn(column));
                LOG.atInfo().addKeyValue("table", contract.table()).log("column added");
            } else {
                refuse(contract, column.name(), "is required but missing, and only optional columns can be added");
            }
        }
        existing.forEach((name, there) -> {
            if (there.notNull && !there.hasDefault) {
                refuse(contract, name, "is not in the contract, yet may not be null and has no default");
            }
        });
        List<String> key = contract.key().stream().map(Column::name).toList();
        if (!primaryKey(connection, definition.name()).equals(key)) {
            refuse(contract, String.join(", ", key), "must be the primary key");
        }
        Map<String, Set<String>> referring = foreignKeys(connection, definition.name());
        for (Column column : contract.columns()) {
            if (column.references().isPresent()) {
                String parent = column.references().get();
                Set<String> parents = referring.getOrDefault(column.name(), Set.of());
                if (parents.isEmpty()) {
                    statement.execute(definition.addForeignKey(column));
                } else if (!parents.contains(parent)) {
                    refuse(contract, column.name(), OTHER_KEY.formatted(parent));
                }
            }
            if (column.generated() && !hasSequence(connection, definition.name(), column)) {
                for (String step : definition.createSequence(column)) {
                    statement.execute(step);
                }
            }
        }
    }

    private record Existing(String type, boolean notNull, boolean hasDefault) {
        Optional<String> conflict(Column column) {
            String expected = SqlType.of(column.type());
            if (!type.equals(expected)) {
                return Optional.of("is " + type + " but the contract needs " + expected);
            }
            if (notNull && column.optional()) {
                return Optional.of("may not be null but is optional in the contract");
            }
            return Optional.empty();
        }
    }

    private static Map<String, Existing> existing(Connection connection, String table) throws SQLException {
        Map<String, Existing> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(
                            rows.getString(1), new Existing(rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
                }
            }
        }
        return columns;
    }

    private static List<String> primaryKey(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PRIMARY_KEY)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? List.of((String[]) rows.getArray(1).getArray()) : List.of();
            }
        }
    }

    /** By column the tables that it refers to as a contract would have it; of another foreign key, no contract's table. */
    private Map<String, Set<String>> foreignKeys(Connection connection, String table) throws SQLException {
        Map<String, Set<String>> parents = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(FOREIGN_KEYS)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    boolean asDeclared = row.getBoolean(4) && schema.equals(row.getString(2));
                    parents.computeIfAbsent(row.getString(1), column -> new HashSet<>())
                            .add(asDeclared ? row.getString(3) : "");
                }
            }
        }
        return parents;
    }

    /** Looked for first: even a change that changes nothing would wait for a writer that is frozen. */
    private static boolean hasSequence(Connection connection, String table, Column column) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OWNED_SEQUENCE)) {
            query.setString(1, table);
            query.setString(2, column.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1) != null;
            }
        }
    }

    private static void refuse(Contract contract, String column, String reason) {
        throw new StartException(
                "The table %s can't hold the contract %s: column %s %s"
                        .formatted(contract.table(), contract.source(), column, reason),
                "Change the table or the contract; nothing that is there is changed by itself.");
    }
}
