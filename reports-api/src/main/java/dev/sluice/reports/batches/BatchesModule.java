package dev.sluice.reports.batches;

import dev.sluice.events.Followers;
import dev.sluice.ledger.Receipts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.topics.Tenant;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class BatchesModule {

    @Bean(defaultCandidate = false)
    Followers batchFollowers() {
        return Followers.looking(Duration.ofMillis(250), "batch-events");
    }

    @Bean
    BatchRoutes batchRoutes(
            Reads reads, Schemas schemas, Tenant tenant, @Qualifier("batchFollowers") Followers batchFollowers) {
        Receipts receipts = Receipts.of(reads.dataSource(), tenant);
        return new BatchRoutes(new BatchList(reads, schemas, receipts), new BatchRows(reads, schemas), batchFollowers);
    }
}
