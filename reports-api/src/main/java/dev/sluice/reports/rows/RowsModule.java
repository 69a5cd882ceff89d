package dev.sluice.reports.rows;

import dev.sluice.contract.Contracts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class RowsModule {

    @Bean
    TableRoutes tableRoutes(Reads reads, Schemas schemas, Contracts contracts) {
        return new TableRoutes(new TableList(reads, schemas, contracts));
    }
}
