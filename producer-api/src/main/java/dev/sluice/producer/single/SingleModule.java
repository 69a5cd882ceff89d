package dev.sluice.producer.single;

import dev.sluice.contract.Contracts;
import dev.sluice.producer.batch.BatchBody;
import dev.sluice.producer.batch.Ingest;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.topics.Tenant;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rows one by one, and rows that are only looked at. */
@Configuration(proxyBeanMethods = false)
public class SingleModule {
    @Bean
    StoredTables storedTables(DataSource database, Tenant tenant, Contracts contracts) {
        return new StoredTables(database, tenant, contracts);
    }

    @Bean
    RowController rowController(Ingest ingest, BatchBody bodies, ReceiptDesk desk, StoredTables tables) {
        return new RowController(ingest, bodies, desk, tables);
    }
}
