package dev.sluice.producer.batch;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.BatchIds;
import dev.sluice.ledger.Receipts;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.requests.RequestEnds;
import dev.sluice.producer.requests.Requests;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Batches of up to 1000 rows. */
@Configuration(proxyBeanMethods = false)
public class BatchModule {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(55);
    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    BatchIds batchIds() {
        return new BatchIds(CLOCK);
    }

    /** Waits for the topics: a row must not create them with the broker's settings. */
    @Bean
    Ingest ingest(Contracts contracts, Topics topics, LogWriter log, BatchIds ids, GeneratedIds generated) {
        return new Ingest(contracts, topics.names(), log, ids, CLOCK, generated);
    }

    @Bean
    GeneratedIds generatedIds(DataSource database, Tenant tenant) {
        return new GeneratedIds(database, tenant);
    }

    @Bean
    Settlement settlement(Receipts receipts) {
        return new Settlement(receipts);
    }

    @Bean
    BatchBody batchBody(ProducerSettings settings) {
        return new BatchBody(settings.maxBody().toBytes());
    }

    @Bean
    ReceiptDesk receiptDesk(
            Ingest ingest,
            Requests requests,
            BatchLookup lookup,
            GeneratedIds generated,
            Settlement settlement,
            Receipts receipts,
            Quotas quotas,
            ExecutorService requestWork,
            RequestEnds requestEnds,
            JsonMapper json) {
        IdempotentIngest idempotent =
                new IdempotentIngest(ingest, requests, lookup, generated, json, requestWork, requestEnds);
        return new ReceiptDesk(ingest, idempotent, settlement, receipts, quotas, requestWork);
    }

    /** Later than any answer of ours: what the server gave up by itself might have been accepted. */
    @Bean
    WebMvcConfigurer answersInTime() {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer async) {
                async.setDefaultTimeout(LONGEST_ANSWER.toMillis());
            }
        };
    }

    @Bean
    IngestController ingestController(Ingest ingest, BatchBody bodies, ReceiptDesk desk, Corrections corrections) {
        return new IngestController(ingest, bodies, desk, corrections);
    }
}
