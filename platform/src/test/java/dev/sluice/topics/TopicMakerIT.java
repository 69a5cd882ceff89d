package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.start.Backends;
import dev.sluice.start.Bound;
import dev.sluice.start.StartException;
import dev.sluice.start.StartSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicMakerIT {

    private static String servers;

    private final Backends backends = Backends.of(new StartSettings(Duration.ofSeconds(5)));

    @BeforeAll
    static void start() {
        servers = dev.sluice.testkit.Backends.shared().bootstrapServers();
    }

    @Test
    void missingTopicsAreCreatedWithTheirSettings() throws Exception {
        Topics topics = maker("new.").run(backends);

        assertThat(topics.partitions("new.jobs.raw")).isEqualTo(6);
        assertThat(topics.partitions("new.sluice.batches")).isEqualTo(6);
        assertThat(setting("new.jobs.valid", "cleanup.policy")).isEqualTo("compact");
        assertThat(setting("new.jobs.raw", "message.timestamp.type")).isEqualTo("LogAppendTime");
    }

    @Test
    void servicesThatStartTogetherAgree() throws Exception {
        ExecutorService services = Executors.newFixedThreadPool(5);
        List<Future<Topics>> starts = new ArrayList<>();
        for (int service = 0; service < 5; service++) {
            starts.add(services.submit(() -> maker("together.").run(backends)));
        }

        for (Future<Topics> start : starts) {
            assertThat(start.get().partitions("together.jobs.valid")).isEqualTo(6);
        }
        services.shutdown();
    }

    @Test
    void missingTopicsFollowTheirSibling() throws Exception {
        create("pair.jobs.raw", 2);

        Topics topics = maker("pair.").run(backends);

        assertThat(topics.partitions("pair.jobs.valid")).isEqualTo(2);
        assertThat(topics.partitions("pair.jobs.rekey")).isEqualTo(2);
        assertThat(topics.partitions("pair.jobs.dead-letter")).isEqualTo(2);
    }

    @Test
    void aDriftInPartitionsStopsTheStart() throws Exception {
        create("drift.jobs.raw", 2);
        create("drift.jobs.valid", 3);

        assertThatThrownBy(() -> maker("drift.").run(backends))
                .isInstanceOf(StartException.class)
                .hasMessage("The topic drift.jobs.raw has 2 partitions but drift.jobs.valid has 3");
    }

    @Test
    void aSettingThatWouldLetDataGoIsPutRight() throws Exception {
        maker("alter.").run(backends);
        alter("alter.jobs.valid", "cleanup.policy", "delete");
        alter("alter.jobs.raw", "retention.ms", "1000");
        alter("alter.jobs.dead-letter", "retention.ms", "-1");

        maker("alter.").run(backends);

        awaitSetting("alter.jobs.valid", "cleanup.policy", "compact");
        awaitSetting("alter.jobs.raw", "retention.ms", "604800000");
        assertThat(setting("alter.jobs.dead-letter", "retention.ms")).isEqualTo("-1");
    }

    @Test
    void aClusterThatCantMakeTheTopicsSaysWhy() {
        TopicMaker maker = maker("many.", servers, "sluice.topics.replication-factor=3");

        assertThatThrownBy(() -> maker.run(backends))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("refused: ")
                .hasMessageContaining("replication");
    }

    @Test
    void aClusterThatIsNotThereIsWaitedForAndThenNamed() {
        TopicMaker maker = maker("none.", "127.0.0.1:1");

        assertThatThrownBy(() -> maker.run(Backends.of(new StartSettings(Duration.ofMillis(1)))))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1 did not answer within 0 s: ");
    }

    private static TopicMaker maker(String prefix) {
        return maker(prefix, servers);
    }

    private static TopicMaker maker(String prefix, String servers, String... topicProperties) {
        Tenant tenant = new Tenant(prefix);
        KafkaSettings kafka = new KafkaSettings(servers, Map.of());
        TopicSettings settings = Bound.of(TopicSettings.class, topicProperties);
        LogClients clients = LogClients.of(kafka, settings, tenant);
        return new TopicMaker(clients, kafka, settings, tenant.topics(), List.of("jobs", "departments"));
    }

    private static Admin admin() {
        KafkaSettings kafka = new KafkaSettings(servers, Map.of());
        return LogClients.of(kafka, Bound.of(TopicSettings.class), new Tenant(""))
                .admin("test");
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void alter(String topic, String setting, String value) throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            resource(topic),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        awaitSetting(topic, setting, value);
    }

    /** A broker applies what the controller has decided a moment later. */
    private static void awaitSetting(String topic, String setting, String value) {
        await().untilAsserted(() -> assertThat(setting(topic, setting)).isEqualTo(value));
    }

    private static String setting(String topic, String setting) throws Exception {
        try (Admin admin = admin()) {
            return admin.describeConfigs(List.of(resource(topic))).all().get().values().stream()
                    .findFirst()
                    .orElseThrow()
                    .get(setting)
                    .value();
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
