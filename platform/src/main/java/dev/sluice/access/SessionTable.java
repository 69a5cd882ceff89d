package dev.sluice.access;

import dev.sluice.topics.Tenant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The open sessions in the database, so that every service behind one address knows them. */
final class SessionTable {

    private static final String INSERT =
            "insert into %s (token_hash, key_id, expires_at) values (:hash, :key, :expires)";
    private static final String FIND = "select expires_at from %s where token_hash = :hash and expires_at > now()";
    private static final String DELETE = "delete from %s where token_hash = :hash";
    private static final String DELETE_EXPIRED = "delete from %s where expires_at < now()";

    private final JdbcClient database;
    private final String table;

    SessionTable(DataSource database, Tenant tenant) {
        this.database = JdbcClient.create(database);
        this.table = '"' + tenant.schema() + "\".console_sessions";
    }

    void open(SessionToken token, Instant expiresAt) {
        database.sql(DELETE_EXPIRED.formatted(table)).update();
        database.sql(INSERT.formatted(table))
                .param("hash", token.hash())
                .param("key", token.keyId())
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Until when it is open; empty where it is not. */
    Optional<Instant> find(SessionToken token) {
        return database.sql(FIND.formatted(table))
                .param("hash", token.hash())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    void close(SessionToken token) {
        database.sql(DELETE.formatted(table)).param("hash", token.hash()).update();
    }
}
