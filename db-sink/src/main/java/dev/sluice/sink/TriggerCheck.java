package dev.sluice.sink;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.contract.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides in each transaction whether foreign-key triggers may be left out. They may where the tables, now locked against
 * changes, have no other triggers and foreign keys than their contracts declare: those the sink checks itself, as sets.
 */
final class TriggerCheck {
    /** Whatever {@code session_replication_role = replica} would switch off, or on, in words. */
    private static final String AT_STAKE = """
            with tables as (select r.oid, r.relname, r.relkind from pg_class r
                            where r.relnamespace = ?::regnamespace and r.relname = any (?))
            select format('foreign key %s.%s to %s %s%s%s', a.relname, f.attname, b.relname,
                          c.confupdtype, c.confdeltype, case when c.condeferrable then ' deferrable' else '' end)
            from pg_constraint c
            join pg_class a on a.oid = c.conrelid
            join pg_class b on b.oid = c.confrelid
            join pg_attribute f on f.attrelid = c.conrelid and f.attnum = c.conkey[1] and cardinality(c.conkey) = 1
            where c.contype = 'f' and a.relnamespace = ?::regnamespace
              and (c.conrelid in (select oid from tables) or c.confrelid in (select oid from tables))
            union all
            select 'constraint ' || c.conname from pg_constraint c
            where (c.conrelid in (select oid from tables) or c.confrelid in (select oid from tables))
              and (c.contype in ('p', 'u', 'x') and c.condeferrable
                or c.contype = 'f' and (cardinality(c.conkey) <> 1
                     or (select count(*) from pg_class e where e.oid in (c.conrelid, c.confrelid)
                         and e.relnamespace = ?::regnamespace) < 2))
            union all
            select 'trigger ' || t.tgname from pg_trigger t
            where t.tgrelid in (select oid from tables) and not t.tgisinternal and t.tgenabled not in ('A', 'D')
            union all
            select 'relation ' || relname from tables where relkind <> 'r'
            """;

    private static final String WITHOUT_TRIGGERS = "set local session_replication_role = replica";

    private final Contracts contracts;
    private final String schema;

    TriggerCheck(Contracts contracts, String schema) {
        this.contracts = contracts;
        this.schema = schema;
    }

    /** What speaks against it; empty when triggers are now left out for the rest of the transaction. */
    Optional<String> leaveOut(SinkSession session, Collection<String> tables) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(tables.stream()
                    .sorted()
                    .map(table -> SqlName.quoted(schema) + "." + SqlName.quoted(table))
                    .collect(Collectors.joining(", ", "lock table ", " in row exclusive mode")));
            if (!session.maySkipTriggers()) {
                return Optional.of("this role may not set session_replication_role");
            }
            Set<String> unknown = atStake(session.connection(), tables);
            unknown.removeAll(declared(tables));
            if (unknown.isEmpty()) {
                statement.execute(WITHOUT_TRIGGERS);
            }
            return unknown.stream().sorted().findFirst();
        }
    }

    private Set<String> atStake(Connection connection, Collection<String> tables) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(AT_STAKE)) {
            query.setString(1, SqlName.quoted(schema));
            query.setArray(2, connection.createArrayOf("text", tables.toArray()));
            query.setString(3, SqlName.quoted(schema));
            query.setString(4, SqlName.quoted(schema));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private Set<String> declared(Collection<String> tables) {
        Set<String> declared = new HashSet<>();
        for (String table : tables) {
            addForeignKeys(contracts.get(table), declared);
            contracts.childrenOf(table).forEach(child -> addForeignKeys(child, declared));
        }
        return declared;
    }

    private static void addForeignKeys(Contract contract, Set<String> declared) {
        for (Column column : contract.columns()) {
            column.references()
                    .ifPresent(parent -> declared.add(
                            "foreign key %s.%s to %s aa".formatted(contract.table(), column.name(), parent)));
        }
    }
}
