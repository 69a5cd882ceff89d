package dev.sluice.reports.batches;

import dev.sluice.ledger.Receipts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.topics.Tenant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class BatchesModule {

    private static final int FOLLOWING_THREADS = 2;

    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ScheduledExecutorService batchFollowers() {
        return Executors.newScheduledThreadPool(FOLLOWING_THREADS, task -> new Thread(task, "batch-events"));
    }

    @Bean
    BatchRoutes batchRoutes(
            Reads reads,
            Schemas schemas,
            Tenant tenant,
            @Qualifier("batchFollowers") ScheduledExecutorService batchFollowers) {
        Receipts receipts = Receipts.of(reads.dataSource(), tenant);
        return new BatchRoutes(new BatchList(reads, schemas, receipts), new BatchRows(reads, schemas), batchFollowers);
    }
}
