package dev.sluice.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Every connection to PostgreSQL is configured here: the pool of the requests, and one's own for other work. */
public final class Postgres {

    private final PostgresSettings settings;

    private Postgres(PostgresSettings settings) {
        this.settings = settings;
    }

    public static Postgres of(PostgresSettings settings) {
        return new Postgres(settings);
    }

    /**
     * A connection that the caller closes.
     *
     * @param role shown in {@code pg_stat_activity} behind our name
     */
    public Connection open(String role) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(properties(role));
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /** A pool of connections that opens the first one when it is first asked. */
    HikariDataSource pool(String role) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setValidationTimeout(Math.min(1_000, settings.acquireTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        properties(role).forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    FluentConfiguration migrating(FluentConfiguration flyway) {
        return flyway.dataSource(settings.url(), settings.user(), settings.password())
                .jdbcProperties(properties("migration"));
    }

    private Map<String, String> properties(String role) {
        Map<String, String> properties = new HashMap<>();
        properties.put("ApplicationName", "sluice-" + role);
        properties.put("tcpKeepAlive", "true");
        properties.put("connectTimeout", "3");
        properties.putAll(settings.properties());
        return properties;
    }

    String url() {
        return settings.url();
    }
}
