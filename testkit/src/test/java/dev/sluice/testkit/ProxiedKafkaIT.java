package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiedKafkaIT {

    @Test
    void faultsReachClientsThatHaveTheirMetadataAndEndWhenTheLineHeals(@TempDir Path data) throws Exception {
        try (ProxiedKafka kafka = ProxiedKafka.start(data);
                KafkaProducer<String, String> producer = producer(kafka)) {
            createTopic(kafka);
            send(producer);

            kafka.proxy().cut();
            assertThatThrownBy(() -> send(producer)).hasCauseInstanceOf(TimeoutException.class);

            kafka.proxy().heal();
            send(producer);
            assertThat(TopicReader.of(kafka.bootstrapServers()).read("rows")).hasSize(2);
        }
    }

    private static void createTopic(ProxiedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("rows", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<String, String> producer(ProxiedKafka kafka) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "delivery.timeout.ms",
                2_000,
                "request.timeout.ms",
                1_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer) throws Exception {
        producer.send(new ProducerRecord<>("rows", "a row")).get(30, TimeUnit.SECONDS);
    }
}
