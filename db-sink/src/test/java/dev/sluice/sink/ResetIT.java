package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.wire.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A partition that has lost its place stands still and says so, the others go on, and an operator's reset puts it right. */
class ResetIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final House house = House.open().with("sluice.admin.key", "the admin's");
    private final Publisher publisher = new Publisher(house);
    private final Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, house.bootstrapServers()));
    private ConfigurableApplicationContext sink = house.startSink();

    @BeforeEach
    void rows() {
        publisher.header(Headers.BATCH, "b1").header(Headers.ROW, "1");
        publisher.commit(() -> {
            for (int id = 1; id <= 20; id++) {
                publisher.row("departments", id, id, "old " + id);
            }
            publisher.row("jobs", 7, 7, "Clerk");
            publisher.row("hired_employees", 10, 10, "Ann", HIRED_AT, 1, 7);
        });
        house.awaitRows("select count(*) from %s", "departments", "20");
        house.awaitRows("select count(*) from %s", "hired_employees", "1");
        publisher.plain();
    }

    @AfterEach
    void end() {
        admin.close();
        publisher.close();
        house.close();
    }

    @Test
    void aTableThatSomebodyChangedIsMadeWhatItsLogSaysAndNothingIsCountedAgain() throws Exception {
        List<String> counts = house.rows("select sum(stored), sum(stored_sum) from " + house.system("batch_counts"));
        publisher.commit(() -> publisher.removal("departments", 20));
        house.awaitRows("select count(*) from %s", "departments", "19");
        house.execute("delete from " + house.table("departments") + " where id = 2");
        house.execute("update " + house.table("departments") + " set department = 'tampered' where id = 3");
        house.execute("insert into " + house.table("departments") + " values (99, 'smuggled in')");

        assertThat(reset("{\"tables\": [\"departments\"], \"dryRun\": true}"))
                .contains("\"rows\":19,\"written\":2,\"removed\":1,\"kept\":0");
        assertThat(house.rows("select department from " + house.table("departments") + " where id = 3"))
                .containsExactly("tampered");
        assertThat(reset("{}")).contains("\"rows\":19,\"written\":2,\"removed\":1,\"kept\":0");

        house.awaitTableEqualsLog("departments");
        house.awaitTableEqualsLog("hired_employees");
        publisher.commit(() -> publisher.row("departments", 21, 21, "new"));
        house.awaitRows("select count(*) from %s", "departments", "20");
        assertThat(house.rows("select sum(stored), sum(stored_sum) from " + house.system("batch_counts")))
                .isEqualTo(counts);
    }

    @Test
    void aTopicThatWasMadeAnewStopsAndIsReadAgainAfterAReset() throws Exception {
        String topic = house.topics().valid("departments");
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> create(topic));
        publisher.commit(() -> {
            for (int id = 1; id <= 60; id++) {
                publisher.row("departments", id + 100, id + 100, "new " + id);
            }
            publisher.row("jobs", 8, 8, "Keeper");
        });

        awaitStopped(6);
        house.awaitRows("select count(*) from %s", "jobs", "2");
        assertThat(house.rows("select count(*) from " + house.table("departments")))
                .containsExactly("20");

        // The department of the one who was hired is in no log any more: it stays, and the log is told.
        assertThat(reset("{\"tables\": [\"departments\"]}"))
                .contains("\"rows\":60,\"written\":60,\"removed\":19,\"kept\":1");
        awaitStopped(0);
        publisher.commit(() -> publisher.row("departments", 300, 300, "later"));
        house.awaitRows("select count(*) from %s", "departments", "62");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void recordsThatExpiredBeforeTheyWereStoredStopTheirPartitionsAlone() throws Exception {
        sink.close();
        publisher.commit(() -> {
            for (int id = 1; id <= 60; id++) {
                publisher.row("departments", id, id, "expired " + id);
            }
        });
        String topic = house.topics().valid("departments");
        deleteRecords(topic);
        publisher.commit(() -> {
            for (int id = 1; id <= 60; id++) {
                publisher.row("departments", id + 100, id + 100, "kept " + id);
            }
            publisher.row("jobs", 8, 8, "Keeper");
        });

        sink = house.startSink();
        awaitStopped(6);
        house.awaitRows("select count(*) from %s", "jobs", "2");

        assertThat(reset("{\"tables\": [\"departments\"]}")).contains("\"kept\":1");
        awaitStopped(0);
        house.awaitRows("select count(*) from %s", "departments", "61");
        house.awaitSystemRows("select count(*) from %s", "outbox", "0");
        house.awaitTableEqualsLog("departments");
    }

    @Test
    void offsetsOfAnotherClusterAreNotGoneOnFrom() {
        sink.close();
        house.execute(
                "update " + house.system("offsets") + " set cluster_id = 'another' where topic like '%jobs.valid'");
        publisher.commit(() -> publisher.row("departments", 22, 22, "goes on"));

        sink = house.startSink();

        awaitStopped(6);
        house.awaitRows("select count(*) from %s", "departments", "21");
    }

    private void awaitStopped(int partitions) {
        SinkStatus status = sink.getBean(SinkStatus.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status.problems()).hasSize(partitions));
    }

    private boolean create(String topic) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(6), Optional.empty())))
                .all()
                .get();
        return true;
    }

    /** As retention does where somebody has switched it on. */
    private void deleteRecords(String topic) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp deleting =
                new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact,delete"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(deleting))).all().get();
        Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
        for (int partition = 0; partition < 6; partition++) {
            ends.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
        }
        admin.deleteRecords(ends).all().get();
    }

    private String reset(String body) throws IOException, InterruptedException {
        String port = sink.getEnvironment().getRequiredProperty("local.server.port");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/sink/resets"))
                                .header("Authorization", "Bearer the admin's")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
