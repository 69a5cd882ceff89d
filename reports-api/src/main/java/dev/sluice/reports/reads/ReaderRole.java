package dev.sluice.reports.reads;

import dev.sluice.contract.SqlName;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A role that may select what readers are shown, and nothing else: no secrets, no writing. */
public final class ReaderRole {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderRole.class);

    /**
     * Several processes may start for the first time at once: those of this database take turns, and one of another
     * database may make the role in between.
     */
    private static final String ROLE = """
            do $$
            begin
                perform pg_advisory_xact_lock(hashtextextended('sluice.reader.' || current_database(), 0));
                -- A block of its own: what an exception undoes must not be the lock.
                begin
                    create role {role} nologin;
                exception when duplicate_object or unique_violation then
                    null;
                end;
            end
            $$;
            """;

    /** Tables that come later, such as a new contract's, are granted as they are made. */
    private static final String GRANTS = """
            create schema if not exists {tables};
            grant usage on schema {tables}, {sluice} to {role};
            grant select on all tables in schema {tables}, {sluice} to {role};
            alter default privileges in schema {tables} grant select on tables to {role};
            alter default privileges in schema {sluice} grant select on tables to {role};
            revoke all on {sluice}.api_keys, {sluice}.requests, {sluice}.sessions, {sluice}.outbox, {sluice}.console_sessions
                from {role};
            grant {role} to current_user
            """;

    private ReaderRole() {}

    /** The role's name; empty where we may not make one, so that "read only" is all that holds a session back. */
    public static Optional<String> ensure(DataSource writer, Schemas schemas) {
        String role = schemas.system() + "_reader";
        try {
            String statements = schemas.in(ROLE + GRANTS).replace("{role}", SqlName.quoted(role));
            // One transaction, so that the turn is ours until the grants are there.
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(writer));
            transaction.executeWithoutResult(
                    status -> JdbcClient.create(writer).sql(statements).update());
            return Optional.of(role);
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("step", "reader role")
                    .addKeyValue("cause", e.getMostSpecificCause().getMessage())
                    .log("reading without a role of its own");
            return Optional.empty();
        }
    }
}
