package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.start.Bound;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

class LogClientsTest {

    private final LogClients clients = LogClients.of(
            new KafkaSettings(
                    "kafka:1",
                    Map.of(
                            "security.protocol", "SSL",
                            "linger.ms", "7",
                            "acks", "0",
                            "isolation.level", "read_uncommitted",
                            "processing.guarantee", "at_least_once")),
            Bound.of(TopicSettings.class),
            new Tenant("acme."));

    @Test
    void theUsersPropertiesReachEveryClient() {
        assertThat(clients.producer("edge", Map.of())).containsEntry("security.protocol", "SSL");
        assertThat(clients.consumer("sink", Map.of())).containsEntry("security.protocol", "SSL");
        assertThat(clients.streams("validator", Map.of())).containsEntry("security.protocol", "SSL");
    }

    @Test
    void theUsersPropertiesStandOverAStagesWishes() {
        assertThat(clients.producer("edge", Map.of("linger.ms", 1))).containsEntry("linger.ms", "7");
    }

    @Test
    void whatThePromisesRestOnCannotBeSwitchedOff() {
        assertThat(clients.producer("edge", Map.of()))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        assertThat(clients.consumer("sink", Map.of()))
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        assertThat(clients.streams("validator", Map.of())).containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void groupsApplicationsAndTransactionsCarryThePrefix() {
        DefaultKafkaProducerFactory<byte[], byte[]> pool = clients.transactions("producer", "0", Map.of());

        assertThat(clients.consumer("sink", Map.of()))
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "acme.sluice.sink");
        assertThat(clients.streams("validator", Map.of())).containsEntry("application.id", "acme.sluice.validator");
        assertThat(pool.getTransactionIdPrefix()).isEqualTo("acme.sluice.producer-0-");
    }
}
