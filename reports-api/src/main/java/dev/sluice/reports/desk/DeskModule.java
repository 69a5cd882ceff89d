package dev.sluice.reports.desk;

import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.topics.TopicSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class DeskModule {

    @Bean
    DeskRoutes deskRoutes(Reads reads, Schemas schemas, Contracts contracts, RegistryClient registry) {
        Shapes shapes = new Shapes(reads, schemas);
        return new DeskRoutes(new Letters(reads, schemas), shapes, contracts, new PayloadView(registry));
    }

    @Bean
    DeskGauges deskGauges(Reads reads, Schemas schemas, TopicSettings topics, MeterRegistry registry) {
        return new DeskGauges(reads, schemas, new Shapes(reads, schemas), topics.deadLetterRetention(), registry);
    }
}
