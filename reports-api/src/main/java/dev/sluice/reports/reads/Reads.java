package dev.sluice.reports.reads;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The only way to read here. No writer's connection is used, and none of these can write. */
public final class Reads implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcClient client;
    private final TransactionTemplate snapshots;

    private Reads(HikariDataSource pool) {
        this.pool = pool;
        this.client = JdbcClient.create(pool);
        this.snapshots = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.snapshots.setReadOnly(true);
        this.snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** @param role what the sessions become, if we could make it */
    public static Reads open(PostgresSettings settings, ReadSettings reads, Optional<String> role) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("reads");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(reads.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        config.setConnectionInitSql("set default_transaction_read_only = on; set statement_timeout = '%dms'"
                        .formatted(reads.statementTimeout().toMillis())
                + role.map(name -> "; set role \"" + name + '"').orElse(""));
        config.addDataSourceProperty("ApplicationName", "sluice reads");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "3");
        settings.properties().forEach(config::addDataSourceProperty);
        return new Reads(new HikariDataSource(config));
    }

    /** Several queries that see the same instant. */
    public <T> T snapshot(Function<JdbcClient, T> queries) {
        T answer = snapshots.execute(status -> queries.apply(client));
        if (answer == null) {
            throw new IllegalStateException("a snapshot answers something");
        }
        return answer;
    }

    /** For a single query. */
    public JdbcClient client() {
        return client;
    }

    /** For a query that is read while it runs. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
