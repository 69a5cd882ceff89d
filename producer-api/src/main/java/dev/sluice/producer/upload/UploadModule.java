package dev.sluice.producer.upload;

import dev.sluice.contract.Contracts;
import dev.sluice.producer.batch.BatchIds;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.batch.Ingest;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.topics.Topics;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Files of any size. */
@Configuration(proxyBeanMethods = false)
public class UploadModule {
    @Bean
    Uploads uploads(
            LogWriter log,
            BatchLookup lookup,
            Topics topics,
            BatchIds ids,
            GeneratedIds generated,
            Quotas quotas,
            ProducerSettings settings) {
        return new Uploads(
                log,
                lookup,
                topics.names(),
                ids,
                Clock.systemUTC(),
                generated,
                quotas,
                settings.uploadPatience(),
                settings.uploads());
    }

    @Bean
    UploadController uploadController(Ingest ingest, Uploads uploads, Contracts contracts, ProducerSettings settings) {
        return new UploadController(ingest, uploads, new FormFiles(contracts), settings.bodyTimeout());
    }
}
