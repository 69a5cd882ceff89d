package dev.sluice.access;

import dev.sluice.ledger.SqlFailure;
import dev.sluice.topics.Tenant;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys in the database. */
final class KeyTable {

    private static final String ALL = """
            select id, secret_hash, name, scopes, created_at, created_by, revoked_at
            from %s
            order by created_at, id
            """;
    private static final String INSERT = """
            insert into %s (id, secret_hash, name, scopes, created_by)
            values (:id, :hash, :name, :scopes, :createdBy)
            """;
    /** Under a lock, so that two revocations at once can't each leave the other's key as the last. */
    private static final String REVOKE = """
            with admins as (
              select id from %1$s where revoked_at is null and 'admin' = any(scopes) order by id for update
            )
            update %1$s set revoked_at = now(), revoked_by = :revokedBy
            where id = :id and revoked_at is null
              and (:mayBeLast or exists (select 1 from admins where id <> :id) or not 'admin' = any(scopes))
            """;

    private final JdbcClient database;
    private final String table;

    KeyTable(DataSource database, Tenant tenant) {
        this.database = JdbcClient.create(database);
        this.table = '"' + tenant.schema() + "\".api_keys";
    }

    List<StoredKey> all() {
        try {
            return database.sql(ALL.formatted(table))
                    .query((row, number) -> key(row))
                    .list();
        } catch (BadSqlGrammarException e) {
            if (SqlFailure.isMissingTable(e)) {
                return List.of();
            }
            throw e;
        }
    }

    void insert(SecretKey key, String name, Set<Scope> scopes, String createdBy) {
        database.sql(INSERT.formatted(table))
                .param("id", key.id().orElseThrow())
                .param("hash", KeyHash.of(key).bytes())
                .param("name", name)
                .param("scopes", scopes.stream().map(Scope::text).toArray(String[]::new))
                .param("createdBy", createdBy)
                .update();
    }

    /** Whether a key was revoked: not when there is none, or when it is the last one that can make keys. */
    boolean revoke(String id, boolean mayBeLast, String revokedBy) {
        return database.sql(REVOKE.formatted(table))
                        .param("id", id)
                        .param("mayBeLast", mayBeLast)
                        .param("revokedBy", revokedBy)
                        .update()
                == 1;
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        @Nullable Timestamp revokedAt = row.getTimestamp("revoked_at");
        return new StoredKey(
                row.getString("id"),
                KeyHash.stored(row.getBytes("secret_hash")),
                row.getString("name"),
                scopes(row.getArray("scopes")),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                revokedAt == null ? null : revokedAt.toInstant());
    }

    /** A scope that only a later version knows gives nothing here. */
    private static Set<Scope> scopes(Array array) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : (String[]) array.getArray()) {
            Scope.of(text).ifPresent(scopes::add);
        }
        return scopes;
    }
}
