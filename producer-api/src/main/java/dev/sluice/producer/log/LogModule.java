package dev.sluice.producer.log;

import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What writes into the log, and what asks it. */
@Configuration(proxyBeanMethods = false)
public class LogModule {
    @Bean
    LogWriter logWriter(ProducerSettings settings, LogClients clients, Tenant tenant, MeterRegistry registry) {
        String role = tenant.name("producer-api") + "-" + settings.instance() + "-";
        return new LogWriter(
                IntStream.range(0, settings.writers())
                        .mapToObj(number -> role + number)
                        .toList(),
                transactionalId -> producer(settings, clients, transactionalId),
                settings.maxBytesInFlight().toBytes(),
                settings.answerWithin(),
                new LogMetrics(registry));
    }

    @Bean
    BatchLookup batchLookup(LogClients clients, Topics topics, ProducerSettings settings) {
        String topic = topics.names().batches();
        return new BatchLookup(clients, topic, topics.partitions(topic), settings.answerWithin());
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
