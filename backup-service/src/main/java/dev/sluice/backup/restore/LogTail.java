package dev.sluice.backup.restore;

import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.Manifest.StoredTopic;
import dev.sluice.backup.runs.Progress;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.TopicSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the log says since a backup was taken, as far as it can still say it. */
final class LogTail {
    private final LogClients clients;
    private final LogEnds log;
    private final StoredWait partitions;
    private final RegistryClient schemas;
    private final TopicSettings settings;

    LogTail(LogClients clients, LogEnds log, StoredWait partitions, RegistryClient schemas, TopicSettings settings) {
        this.clients = clients;
        this.log = log;
        this.partitions = partitions;
        this.schemas = schemas;
        this.settings = settings;
    }

    /** Whether so old a backup, or so old a moment, can be made up for from the log. */
    void check(Manifest manifest, @Nullable Instant until) throws LogRefusal {
        Instant now = Instant.now();
        refuseIf(
                Duration.between(manifest.takenAt(), now).compareTo(settings.deletesRetention()) > 0,
                "the backup is older than the log keeps removals, "
                        + settings.deletesRetention().toDays() + " days");
        refuseIf(
                until != null && Duration.between(until, now).compareTo(settings.validHistory()) > 0,
                "the log keeps every write for " + settings.validHistory().toDays()
                        + " days only; before that it has the last one of each key");
        refuseIf(!log.clusterId().equals(manifest.clusterId()), "the backup was taken beside another Kafka");
    }

    /**
     * Brings the staged tables to where the log stands; answers by topic where that is.
     *
     * @param until what came later is left out
     */
    Map<String, Map<Integer, Long>> apply(
            Connection connection,
            Scratch scratch,
            Manifest manifest,
            List<RestoredTable> tables,
            @Nullable Instant until,
            Progress progress)
            throws SQLException, LogRefusal {
        Map<String, Map<Integer, Long>> ends = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer("restore-tail", Map.of()))) {
            for (RestoredTable table : tables) {
                String name = table.contract().table();
                StoredTopic stored = Objects.requireNonNull(manifest.topics().get(name));
                List<TopicPartition> all = partitions.partitions(stored.topic());
                Map<TopicPartition, Long> from = from(stored, all);
                Map<TopicPartition, Long> to = until == null ? log.ends(all) : log.after(all, until);
                progress.begin(name, distance(from, to));
                new Tail(connection, table, scratch, schemas, progress).apply(consumer, from, to);
                Map<Integer, Long> end = new HashMap<>();
                to.forEach((partition, offset) -> end.put(partition.partition(), offset));
                ends.put(stored.topic(), end);
            }
        }
        return ends;
    }

    private Map<TopicPartition, Long> from(StoredTopic stored, List<TopicPartition> all) throws LogRefusal {
        refuseIf(
                !stored.topicId().isEmpty() && !stored.topicId().equals(log.topicId(stored.topic())),
                "the topic " + stored.topic() + " was made anew since the backup");
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> starts = log.starts(all);
        for (TopicPartition partition : all) {
            long offset = stored.offsets().getOrDefault(partition.partition(), 0L);
            refuseIf(
                    starts.getOrDefault(partition, 0L) > offset,
                    "the topic " + stored.topic() + " begins after the backup");
            from.put(partition, offset);
        }
        return from;
    }

    private static long distance(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return to.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private static void refuseIf(boolean wrong, String reason) throws LogRefusal {
        if (wrong) {
            throw new LogRefusal("The log can't say what happened since: " + reason + ".");
        }
    }
}
