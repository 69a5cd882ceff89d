package dev.sluice.reports;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.reports.batches.BatchesModule;
import dev.sluice.reports.console.ConsoleModule;
import dev.sluice.reports.desk.DeskModule;
import dev.sluice.reports.hiring.HiringModule;
import dev.sluice.reports.overview.OverviewModule;
import dev.sluice.reports.page.Refusal;
import dev.sluice.reports.reads.Migrations;
import dev.sluice.reports.reads.ReadSettings;
import dev.sluice.reports.reads.ReaderRole;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.reports.rows.RowsModule;
import dev.sluice.topics.Tenant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadSettings.class)
@Import({
    HiringModule.class,
    RowsModule.class,
    BatchesModule.class,
    DeskModule.class,
    OverviewModule.class,
    ConsoleModule.class
})
public class ReportsModule {

    /** Whoever holds the schemas may use their tables: asking for the system schema has migrated it. */
    @Bean
    Schemas schemas(SystemSchema system, Tenant tenant, HikariDataSource writer) {
        Schemas schemas = new Schemas(system.name(), tenant.tables());
        Migrations.run(writer, schemas);
        return schemas;
    }

    @Bean
    Reads reads(PostgresSettings postgres, ReadSettings settings, HikariDataSource writer, Schemas schemas) {
        return Reads.open(postgres, settings, ReaderRole.ensure(writer, schemas));
    }

    @Bean
    HealthIndicator reportsHealthIndicator(HikariDataSource database) {
        return new DataSourceHealthIndicator(database);
    }

    @Bean
    ProblemKinds readingProblems() {
        return Refusal.kinds();
    }
}
