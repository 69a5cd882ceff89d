package dev.sluice.ledger;

import dev.sluice.start.Backends;
import dev.sluice.start.NotYetException;
import dev.sluice.start.StartException;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the system schema up to date; the service that comes first does it, the others find it done. */
final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    /** Flyway's own lock lies in the schema, so two first starts at once would collide while they create it. */
    private static final String LOCK = "select pg_advisory_lock(hashtextextended('sluice.migration.' || ?, 0))";

    private static final String OWNER = "select obj_description(?::regnamespace, 'pg_namespace')";

    private final Postgres postgres;
    private final Tenant tenant;

    Migration(Postgres postgres, Tenant tenant) {
        this.postgres = postgres;
        this.tenant = tenant;
    }

    SystemSchema run(Backends backends) {
        backends.await("PostgreSQL", postgres.url(), "sluice.postgres.url", () -> {
            try (Connection connection = postgres.open("migration")) {
                migrateAlone(connection);
                return tenant.schema();
            } catch (SQLException e) {
                if (SqlFailure.isOutage(e)) {
                    throw new NotYetException(e);
                }
                throw refused(e.getMessage());
            }
        });
        return SystemSchema.of(tenant);
    }

    private void migrateAlone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, tenant.schema());
            lock.execute();
        }
        migrate();
        claim(connection);
    }

    private void migrate() {
        try {
            MigrateResult result = postgres.migrating(Flyway.configure())
                    .locations("classpath:db/sluice")
                    .defaultSchema(tenant.schema())
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
            if (result.migrationsExecuted > 0) {
                LOG.atInfo()
                        .addKeyValue("schema", tenant.schema())
                        .addKeyValue("count", result.migrationsExecuted)
                        .log("system schema migrated");
            }
        } catch (FlywayException e) {
            throw refused(e.getMessage());
        }
    }

    /** Two prefixes may give one schema name ("a.b" and "a_b"); the second tenant must not write into the first one's ledger. */
    private void claim(Connection connection) throws SQLException {
        String claim = "System schema of Sluice, prefix '" + tenant.prefix() + "'";
        try (PreparedStatement query = connection.prepareStatement(OWNER)) {
            query.setString(1, tenant.schema());
            try (ResultSet result = query.executeQuery()) {
                String owner = result.next() ? result.getString(1) : null;
                if (owner == null) {
                    comment(connection, claim);
                } else if (!owner.equals(claim)) {
                    throw new StartException(
                            "The schema " + tenant.schema() + " belongs to another tenant: " + owner,
                            "Choose another sluice.prefix than '" + tenant.prefix() + "'.");
                }
            }
        }
    }

    private void comment(Connection connection, String claim) throws SQLException {
        // A comment takes no parameters; the prefix has no character that means anything in SQL.
        try (PreparedStatement comment = connection.prepareStatement(
                "comment on schema \"" + tenant.schema() + "\" is '" + claim.replace("'", "''") + "'")) {
            comment.execute();
        }
    }

    private StartException refused(@Nullable String reason) {
        return new StartException(
                "PostgreSQL at " + postgres.url() + " refused: " + reason,
                "Correct sluice.postgres.url, user and password, or the rights of that user.");
    }
}
