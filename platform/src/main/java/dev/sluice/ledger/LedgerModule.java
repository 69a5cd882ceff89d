package dev.sluice.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.start.Backends;
import dev.sluice.topics.Tenant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostgresSettings.class)
public class LedgerModule {

    @Bean
    Postgres postgres(PostgresSettings settings) {
        return Postgres.of(settings);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Postgres postgres) {
        return postgres.pool("requests");
    }

    @Bean
    Receipts receipts(HikariDataSource database, Tenant tenant) {
        return Receipts.of(database, tenant);
    }

    /** Waits for the database and migrates, but only in a process where a stage asks for it. */
    @Bean
    @Lazy
    SystemSchema systemSchema(Postgres postgres, Tenant tenant, Backends backends) {
        return new Migration(postgres, tenant).run(backends);
    }
}
