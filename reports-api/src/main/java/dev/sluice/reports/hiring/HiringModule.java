package dev.sluice.reports.hiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.contract.Contracts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class HiringModule {

    private static final Duration FOLD_EVERY = Duration.ofMillis(500);
    private static final List<String> TABLES = List.of("departments", "jobs", "hired_employees");

    /** Keeps what the reports sum; the only part of this stage that writes, and only tables that are its own. */
    @Bean
    RollupKeeper rollupKeeper(HikariDataSource writer, Schemas schemas) {
        JdbcClient sql = JdbcClient.create(writer);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(writer));
        return new RollupKeeper(
                new RollupTriggers(sql, transactions, schemas), new RollupFold(sql, transactions, schemas), FOLD_EVERY);
    }

    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ExecutorService behindCounter() {
        return Executors.newSingleThreadExecutor(task -> new Thread(task, "behind"));
    }

    @Bean
    ReportRoutes reportRoutes(
            Reads reads,
            Schemas schemas,
            Contracts contracts,
            MeterRegistry registry,
            @Qualifier("behindCounter") ExecutorService behindCounter) {
        String promises = TABLES.stream()
                .flatMap(table -> contracts.find(table).stream())
                .map(contract -> contract.schema().toString())
                .collect(Collectors.joining());
        return new ReportRoutes(
                new Reports(reads, schemas),
                new Behind(reads, schemas, behindCounter),
                promises,
                new ReportMetrics(registry));
    }
}
