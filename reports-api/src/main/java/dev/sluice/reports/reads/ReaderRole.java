package dev.sluice.reports.reads;

import dev.sluice.contract.SqlName;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A role that may select what readers are shown, and nothing else: no secrets, no writing. */
public final class ReaderRole {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderRole.class);

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
    public static Optional<String> ensure(JdbcClient writer, Schemas schemas) {
        String role = schemas.system() + "_reader";
        try {
            boolean there = writer.sql("select exists (select from pg_roles where rolname = :role)")
                    .param("role", role)
                    .query(Boolean.class)
                    .single();
            if (!there) {
                writer.sql("create role \"%s\" nologin".formatted(role)).update();
            }
            writer.sql(schemas.in(GRANTS).replace("{role}", SqlName.quoted(role)))
                    .update();
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
