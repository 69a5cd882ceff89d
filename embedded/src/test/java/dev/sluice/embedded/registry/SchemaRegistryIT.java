package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.LONG;
import static dev.sluice.embedded.registry.Api.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryIT {
    private static final Path PROGRAMS = Path.of("target", "programs").toAbsolutePath();

    @TempDir
    static Path data;

    private static InfraProcess infra;

    @BeforeAll
    static void start() {
        infra = InfraProcess.start(spec());
    }

    @AfterAll
    static void stop() {
        infra.close();
    }

    @Test
    void whatWasRegisteredIsThereAfterARestartOfTheBroker() {
        try (Api api = open("restart", Duration.ofSeconds(10))) {
            api.register("a", INT).is("{\"id\":1}");
            api.put("/config", "{\"compatibility\":\"NONE\"}").is("{\"compatibility\":\"NONE\"}");
            api.register("a", STRING).is("{\"id\":2}");
            api.delete("/subjects/a").is("[1,2]");

            infra.close();
            infra = InfraProcess.start(spec());

            // The one that lived through it goes on,
            api.get("/schemas/ids/2/schema").is(STRING);
            api.register("a", LONG).is("{\"id\":3}");
        }

        // and the next one knows what it knew.
        try (Api api = open("restart", Duration.ofSeconds(10))) {
            api.get("/subjects/a/versions").is("[3]");
            api.get("/subjects/a/versions?deleted=true").is("[1,2,3]");
            api.get("/config").is("{\"compatibilityLevel\":\"NONE\"}");
            api.register("b", "\"bytes\"").is("{\"id\":4}");
        }
    }

    @Test
    void whatWasRegisteredIsThereAfterCompaction() throws Exception {
        try (Admin admin = admin()) {
            NewTopic eager = new NewTopic("compacted", 1, (short) 1)
                    .configs(Map.of(
                            "cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.001", "segment.ms", "10"));
            admin.createTopics(List.of(eager)).all().get();
        }
        String before;
        try (Api api = open("compacted", Duration.ofSeconds(10))) {
            api.put("/config", "{\"compatibility\":\"NONE\"}");
            api.register("a", INT);
            api.register("a", STRING);
            api.delete("/subjects/a/versions/1");
            api.register("a", LONG);
            api.delete("/subjects/a");
            api.register("a", INT).is("{\"id\":1}");
            before = api.get("/schemas?deleted=true").response().body();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        api.put("/config/other", "{\"compatibility\":\"FULL\"}");
                        return keys("compacted").values().stream().allMatch(count -> count <= 2);
                    });
        }

        try (Api api = open("compacted", Duration.ofSeconds(10))) {
            api.get("/schemas?deleted=true").is(before);
            api.get("/config").is("{\"compatibilityLevel\":\"NONE\"}");
            api.register("b", "\"bytes\"").is("{\"id\":4}");
        }
    }

    @Test
    void readsGoOnWhileTheBrokerHangs() throws Exception {
        try (Api api = open("hanging", Duration.ofSeconds(2))) {
            api.register("a", INT).is("{\"id\":1}");

            signal("-STOP");
            try {
                CompletableFuture<Api.Answer> write = CompletableFuture.supplyAsync(() -> api.register("b", STRING));
                while (!write.isDone()) {
                    api.get("/schemas/ids/1/schema").is(INT);
                    api.register("a", INT).is("{\"id\":1}");
                }
                write.join().isError(500, 50002);
            } finally {
                signal("-CONT");
            }

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.register("b", STRING).response().status() == 200);
            api.get("/subjects/b/versions").is("[1]");
            api.register("c", LONG).is("{\"id\":3}");
        }
    }

    @Test
    void manyWritersGetOneIdPerSchema() {
        try (Api api = open("many", Duration.ofSeconds(10))) {
            List<CompletableFuture<Integer>> ids = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String schema = "{\"type\":\"fixed\",\"name\":\"F\",\"size\":" + (i % 10 + 1) + "}";
                String subject = "s" + i;
                ids.add(CompletableFuture.supplyAsync(
                        () -> api.register(subject, schema).json().path("id").intValue()));
            }

            Map<Integer, Integer> perId = new TreeMap<>();
            ids.forEach(id -> perId.merge(id.join(), 1, Integer::sum));

            assertThat(perId.keySet())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 10).boxed().toList());
            assertThat(perId.values()).containsOnly(4);
        }
    }

    @Test
    void aTopicThatWouldLoseSchemasIsRefused() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic("deleting", 1, (short) 1),
                            new NewTopic("wide", 2, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> open("deleting", Duration.ofSeconds(10)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("deleting")
                .hasMessageContaining("cleanup.policy");
        assertThatThrownBy(() -> open("wide", Duration.ofSeconds(10)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("1 partition");
    }

    private static InfraSpec spec() {
        return InfraSpec.in(data).withPrograms(PROGRAMS).withoutPostgres();
    }

    private static Api open(String topic, Duration timeout) {
        return new Api(SchemaRegistry.open(
                new RegistrySettings(infra.endpoints().bootstrapServers(), topic, (short) -1, timeout, Map.of())));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", infra.endpoints().bootstrapServers()));
    }

    /** How often each key stands in the topic. */
    private static Map<String, Integer> keys(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", infra.endpoints().bootstrapServers());
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Integer> keys = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Optional.ofNullable(
                            consumer.endOffsets(List.of(partition)).get(partition))
                    .orElseThrow();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.merge(record.key(), 1, Integer::sum));
            }
        }
        return keys;
    }

    private static void signal(String signal) throws Exception {
        long pid = infra.endpoints().kafka().orElseThrow().pid();
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
