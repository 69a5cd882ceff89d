package dev.sluice.producer;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Receipts;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProducerSettings.class)
public class ProducerModule {
    private static final Clock CLOCK = Clock.systemUTC();

    /** Longer than the longest time until a request has its answer. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Bean
    ProblemKinds producerProblems() {
        return ProducerProblems.kinds();
    }

    @Bean
    BytesInFlight bodiesInFlight(ProducerSettings settings) {
        return new BytesInFlight(settings.maxBytesInFlight().toBytes());
    }

    @Bean
    WebMvcConfigurer bodyReading(ProducerSettings settings, BytesInFlight bytesInFlight) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new BodyReading(settings, bytesInFlight))
                        .order(1000);
            }
        };
    }

    @Bean
    LogWriter logWriter(ProducerSettings settings, LogClients clients, Tenant tenant) {
        String role = tenant.name("producer-api") + "-" + settings.instance() + "-";
        return new LogWriter(
                IntStream.range(0, settings.writers())
                        .mapToObj(number -> role + number)
                        .toList(),
                transactionalId -> producer(settings, clients, transactionalId),
                settings.maxBytesInFlight().toBytes(),
                settings.answerWithin());
    }

    /** Waits for the topics: a row must not create them with the broker's settings. */
    @Bean
    Ingest ingest(Contracts contracts, Topics topics, LogWriter log, GeneratedIds generated) {
        return new Ingest(contracts, topics.names(), log, new BatchIds(CLOCK), CLOCK, generated);
    }

    @Bean
    Uploads uploads(
            LogWriter log,
            BatchLookup lookup,
            Topics topics,
            GeneratedIds generated,
            Quotas quotas,
            ProducerSettings settings) {
        return new Uploads(
                log,
                lookup,
                topics.names(),
                new BatchIds(CLOCK),
                CLOCK,
                generated,
                quotas,
                settings.uploadPatience(),
                settings.uploads());
    }

    @Bean
    UploadController uploadController(Ingest ingest, Uploads uploads, Contracts contracts, ProducerSettings settings) {
        return new UploadController(ingest, uploads, new FormFiles(contracts), settings.bodyTimeout());
    }

    @Bean
    BatchLookup batchLookup(LogClients clients, Topics topics, ProducerSettings settings) {
        String topic = topics.names().batches();
        return new BatchLookup(clients, topic, topics.partitions(topic), settings.answerWithin());
    }

    @Bean
    Requests requests(DataSource database, Tenant tenant) {
        return new Requests(database, tenant, LEASE);
    }

    @Bean
    RequestExpiry requestExpiry(Requests requests) {
        return new RequestExpiry(requests, Duration.ofMinutes(10));
    }

    @Bean
    Quotas quotas(ProducerSettings settings) {
        return new Quotas(settings.quotaRows(), settings.quotaBytes().toBytes(), System::nanoTime);
    }

    @Bean
    GeneratedIds generatedIds(DataSource database, Tenant tenant) {
        return new GeneratedIds(database, tenant);
    }

    @Bean
    Settlement settlement(Receipts receipts) {
        return new Settlement(receipts);
    }

    /** For work that asks PostgreSQL or the log; what can't be queued any more is answered as busy. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService requestWork() {
        ThreadFactory threads = new CustomizableThreadFactory("sluice-request-");
        return new ThreadPoolExecutor(16, 16, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(512), threads);
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
            JsonMapper json) {
        IdempotentIngest idempotent = new IdempotentIngest(ingest, requests, lookup, generated, json, requestWork);
        return new ReceiptDesk(ingest, idempotent, settlement, receipts, quotas);
    }

    @Bean
    IngestController ingestController(Ingest ingest, BatchBody bodies, ReceiptDesk desk) {
        return new IngestController(ingest, bodies, desk);
    }

    @Bean
    RowController rowController(
            Ingest ingest,
            BatchBody bodies,
            ReceiptDesk desk,
            DataSource database,
            Tenant tenant,
            Contracts contracts) {
        return new RowController(ingest, bodies, desk, new StoredTables(database, tenant, contracts));
    }

    /** An abandoned transaction holds everybody's last stable offset, so it may not be left open for long. */
    private static Producer<byte[], byte[]> producer(
            ProducerSettings settings, LogClients clients, String transactionalId) {
        int patience = (int) settings.answerWithin().toMillis();
        Map<String, Object> config = new HashMap<>(clients.producer(
                "producer-api",
                Map.of(
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        patience,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        patience / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        patience,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        10_000)));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(config);
    }
}
