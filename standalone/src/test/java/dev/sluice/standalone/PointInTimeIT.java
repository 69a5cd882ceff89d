package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.DirectoryStore;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.Manifest.StoredTopic;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.testkit.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tables taken to a moment between a backup and now, and what the log can't say any more. */
class PointInTimeIT {
    private static final String ALL_JOBS = "select * from {tables}.jobs order by id";
    private static final String LATEST = "{\"backup\": \"before\", \"mode\": \"latest\"}";

    private final Path backups;
    private final WholeHouse house;
    private final RestoreSteps steps;

    PointInTimeIT(@TempDir Path temporary) {
        this.backups = temporary.resolve("backups");
        this.house = new WholeHouse(temporary.resolve("state"), backups);
        this.steps = new RestoreSteps(house);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @BeforeEach
    void threeJobsAndABackup() {
        steps.store(
                "jobs",
                "[{\"id\": 1, \"job\": \"Diver\"}, {\"id\": 2, \"job\": \"Miller\"}, {\"id\": 3, \"job\": \"Keeper\"}]");
        steps.take("before");
    }

    @Test
    void aMomentBetweenTwoWritesIsFoundAgain() {
        steps.store("jobs", "[{\"id\": 2, \"job\": \"First\"}, {\"id\": 4, \"job\": \"First\"}]");
        house.send("DELETE", "/v1/ingest/jobs/3", "");
        awaitJobs("1,Diver", "2,First", "4,First");
        Instant moment = Instant.now();
        await().until(() -> Instant.now().toEpochMilli() > moment.toEpochMilli());
        steps.store(
                "jobs",
                "[{\"id\": 2, \"job\": \"Second\"}, {\"id\": 3, \"job\": \"Second\"}, {\"id\": 5, \"job\": \"Second\"}]");
        house.send("DELETE", "/v1/ingest/jobs/1", "");
        awaitJobs("2,Second", "3,Second", "4,First", "5,Second");

        JsonNode restored = steps.restore(until(moment));

        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("done");
        assertThat(house.rows(ALL_JOBS)).containsExactly("1,Diver", "2,First", "4,First");

        // The moment has passed into the log like anything else: from here the way leads on, and to the end of it.
        JsonNode latest = steps.restore(LATEST);
        assertThat(latest.path("batchId").isNull()).as(latest.toString()).isTrue();
        assertThat(house.rows(ALL_JOBS)).containsExactly("1,Diver", "2,First", "4,First");
    }

    @Test
    void aMomentThatIsNotBetweenTheBackupAndNowIsRefused() {
        for (String order : List.of(
                until(Instant.now().minus(Duration.ofHours(1))),
                until(Instant.now().plus(Duration.ofHours(1))),
                "{\"backup\": \"before\", \"mode\": \"exact\", \"until\": \"" + Instant.now() + "\"}")) {
            assertThat(house.send("POST", "/v1/restores", order).path("type").asString())
                    .as(order)
                    .isEqualTo("/problems/bad-restore");
        }
    }

    @Test
    void whatTheLogCantSayAnyMoreIsRefusedAndChangesNothing() throws Exception {
        steps.store("jobs", "[{\"id\": 4, \"job\": \"After\"}]");
        Manifest whole = manifest();
        Instant now = Instant.now();

        assertRefused(LATEST, takenAt(whole, now.minus(Duration.ofDays(31))), "older than the log keeps removals");
        assertRefused(
                until(now.minus(Duration.ofDays(8))),
                takenAt(whole, now.minus(Duration.ofDays(20))),
                "keeps every write for 7 days only");
        assertRefused(LATEST, of(whole, whole.takenAt(), "another", whole.topics()), "beside another Kafka");
        Map<String, StoredTopic> anew = new HashMap<>(whole.topics());
        anew.computeIfPresent(
                "jobs", (name, topic) -> new StoredTopic(topic.topic(), "AAAAAAAAAAAAAAAAAAAAAQ", topic.offsets()));
        assertRefused(LATEST, of(whole, whole.takenAt(), whole.clusterId(), anew), "was made anew");
        forgetTheLog(house.validTopic("jobs"));
        assertRefused(LATEST, whole, "begins after the backup");

        // As it is, it can be restored all the same.
        assertThat(steps.restore("{\"backup\": \"before\"}").path("state").asString())
                .isEqualTo("done");
        assertThat(house.rows(ALL_JOBS)).containsExactly("1,Diver", "2,Miller", "3,Keeper");
    }

    private void assertRefused(String order, Manifest manifest, String reason) throws IOException {
        Files.write(backups.resolve("before").resolve(ManifestFile.NAME), ManifestFile.bytes(manifest));

        JsonNode refused = house.send("POST", "/v1/restores", order);

        assertThat(refused.path("type").asString()).as(refused.toString()).isEqualTo("/problems/log-tail-gone");
        assertThat(refused.path("detail").asString()).contains(reason);
        assertThat(house.rows(ALL_JOBS)).containsExactly("1,Diver", "2,Miller", "3,Keeper", "4,After");
    }

    private Manifest manifest() throws IOException {
        try (DirectoryStore store = DirectoryStore.at(backups)) {
            return ManifestFile.read(store, new BackupName("before"));
        }
    }

    private static Manifest takenAt(Manifest manifest, Instant time) {
        return of(manifest, time, manifest.clusterId(), manifest.topics());
    }

    private static Manifest of(Manifest old, Instant takenAt, String cluster, Map<String, StoredTopic> topics) {
        return new Manifest(
                old.format(),
                old.name(),
                old.origin(),
                old.startedAt(),
                takenAt,
                old.completedAt(),
                cluster,
                old.tables(),
                topics,
                old.schemas());
    }

    /** As retention would, had somebody given the topic one. */
    private static void forgetTheLog(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Backends.shared().bootstrapServers()))) {
            AlterConfigOp forgetting =
                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact,delete"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(forgetting)))
                    .all()
                    .get();
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private static String until(Instant moment) {
        return "{\"backup\": \"before\", \"mode\": \"latest\", \"until\": \"" + moment + "\"}";
    }

    private void awaitJobs(String... rows) {
        await().atMost(RestoreSteps.PATIENCE)
                .untilAsserted(() -> assertThat(house.rows(ALL_JOBS)).containsExactly(rows));
    }
}
