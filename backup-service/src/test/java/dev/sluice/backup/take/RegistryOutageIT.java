package dev.sluice.backup.take;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Backends;
import dev.sluice.testkit.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A restore that follows the log needs the registry for schemas that it hasn't seen. */
class RegistryOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOPIC = "jobs.valid";

    /** As far as the sink would have got: a backup without it knows no place in the log to go on from. */
    private static final String STORED = """
            insert into sluice.offsets (topic, partition, cluster_id, topic_id, next_offset) values ('%s', 0, '%s', '%s', 0)
            """;

    /** Framed with a schema that no registry of the tests has given out: the answer is that there is none. */
    private static final byte[] UNKNOWN_SCHEMA = {0, 0, 0x7f, 0x7f, 0x7f, 2};

    @TempDir
    Path dir;

    @Test
    void anOutageHoldsARestoreUpAndDoesNotEndIt() throws Exception {
        URI registry = Backends.shared().registryUrl();
        try (TcpProxy proxy = TcpProxy.to(registry.getPort());
                BackupHouse house = new BackupHouse(dir.resolve("backups"), through(registry, proxy))) {
            house.execute("insert into jobs values (1, 'Diver')");
            house.execute(stored());
            house.json("POST", "/v1/backups", "{\"name\": \"before\"}");
            append();
            proxy.cut();

            JsonNode begun = house.json(
                    "POST",
                    "/v1/restores",
                    "{\"backup\": \"before\", \"tables\": [\"jobs\"], \"mode\": \"latest\", \"dryRun\": true}",
                    "wait=0");
            String self = begun.path("links").path("self").asString();
            await().atMost(PATIENCE).until(() -> state(house, self).equals("comparing"));
            String first = house.json("GET", self, "").path("updatedAt").asString();
            // It is tried again, from the beginning.
            await().atMost(PATIENCE)
                    .until(() -> house.json("GET", self, "").path("updatedAt").asString(), time -> !time.equals(first));
            assertThat(state(house, self)).isNotEqualTo("planned");
            assertThat(house.json("GET", self, "").path("endedAt").isNull()).isTrue();
            proxy.heal();

            await().atMost(PATIENCE).until(() -> state(house, self).equals("planned"));
            assertThat(house.json("GET", self, "")
                            .path("plan")
                            .path("jobs")
                            .path("same")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    private static String state(BackupHouse house, String self) {
        JsonNode restore = house.json("GET", self, "");
        assertThat(restore.path("state").asString()).as(restore.toString()).isNotEqualTo("failed");
        return restore.path("state").asString();
    }

    private static URI through(URI registry, TcpProxy proxy) {
        return URI.create("http://127.0.0.1:" + proxy.port() + registry.getPath());
    }

    private static String stored() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka())) {
            return STORED.formatted(
                    TOPIC,
                    admin.describeCluster().clusterId().get(),
                    Objects.requireNonNull(admin.describeTopics(List.of(TOPIC))
                                    .allTopicNames()
                                    .get()
                                    .get(TOPIC))
                            .topicId());
        }
    }

    private static void append() throws InterruptedException, ExecutionException {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "7".getBytes(UTF_8), UNKNOWN_SCHEMA))
                    .get();
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", Backends.shared().bootstrapServers());
    }
}
