package dev.sluice.reports;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A new database on the test run's server for each one who asks. */
public final class TestPostgres {

    private TestPostgres() {}

    public static PostgresSettings newDatabase() {
        Database database = Backends.shared().freshDatabase();
        return new PostgresSettings(
                database.url(), database.user(), database.password(), 4, Duration.ofSeconds(3), Map.of());
    }

    /** The system schema as the platform makes it. */
    public static void migrate(DataSource database) {
        migrate(database, "sluice");
    }

    /** @param schema name of the system schema */
    public static void migrate(DataSource database, String schema) {
        Flyway.configure()
                .dataSource(database)
                .defaultSchema(schema)
                .locations("classpath:db/sluice")
                .load()
                .migrate();
    }

    public static HikariDataSource pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        // The user has the name of the system schema, which would go first.
        config.addDataSourceProperty("currentSchema", "public");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
