package dev.sluice.producer.upload;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.BatchIds;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.batch.Ingest;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.requests.Requests;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicSettings;
import dev.sluice.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Files of any size. */
@Configuration(proxyBeanMethods = false)
public class UploadModule {
    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    Uploads uploads(UploadClaims claims, UploadStart start, ProducerSettings settings) {
        return new Uploads(claims, start, settings.uploads());
    }

    @Bean
    UploadClaims uploadClaims(Requests requests, BatchLookup lookup, LogWriter log, BatchIds ids, JsonMapper json) {
        return new UploadClaims(requests, lookup, log, ids, json);
    }

    @Bean
    UploadStart uploadStart(
            UploadClaims claims,
            LogWriter log,
            BatchLookup lookup,
            Topics topics,
            GeneratedIds generated,
            Quotas quotas,
            ProducerSettings settings) {
        return new UploadStart(claims, log, lookup, topics.names(), CLOCK, generated, quotas, settings);
    }

    @Bean
    UploadRecovery uploadRecovery(
            DataSource database,
            Tenant tenant,
            Requests requests,
            BatchLookup lookup,
            UploadClaims claims,
            UploadStart start,
            ProducerSettings settings,
            TopicSettings topics) {
        OpenBatches open = new OpenBatches(database, tenant, topics.batchesRetention());
        return new UploadRecovery(open, requests, lookup, claims, start, CLOCK, settings.uploadAbandoned());
    }

    /** Where the system keeps what is not kept, one place for all processes of a user. */
    @Bean
    SpoolFolder spoolFolder(ProducerSettings settings) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"), "sluice-" + System.getProperty("user.name"));
        return SpoolFolder.open(parent, settings.maxForms().toBytes());
    }

    @Bean
    UploadController uploadController(
            Ingest ingest,
            Uploads uploads,
            Contracts contracts,
            Corrections corrections,
            SpoolFolder spoolFolder,
            ReceiptDesk desk,
            ProducerSettings settings) {
        return new UploadController(
                ingest, uploads, new FormFiles(contracts, spoolFolder), corrections, settings.bodyTimeout(), desk);
    }
}
