package dev.sluice.reports.overview;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class OverviewModule {

    /** One thread for each of the two: a Kafka that doesn't answer must not hide what the database says. */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ExecutorService overviewLooks() {
        return Executors.newFixedThreadPool(2, task -> new Thread(task, "overview"));
    }

    @Bean
    LogReader logReader(LogClients clients, Tenant tenant, Reads reads, Schemas schemas, Contracts contracts) {
        return new LogReader(clients, tenant, reads, schemas, tables(contracts));
    }

    @Bean
    OverviewRoutes overviewRoutes(
            Reads reads,
            Schemas schemas,
            Contracts contracts,
            LogReader log,
            @Qualifier("overviewLooks") ExecutorService overviewLooks) {
        return new OverviewRoutes(
                tables(contracts),
                new Watch<>("ledger", new LedgerReader(reads, schemas)::read, overviewLooks),
                new Watch<>("log", log::read, overviewLooks));
    }

    private static List<String> tables(Contracts contracts) {
        return contracts.parentsFirst().stream().map(Contract::table).toList();
    }
}
