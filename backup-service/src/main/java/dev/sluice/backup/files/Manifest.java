package dev.sluice.backup.files;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup holds. It is written last: without it there is no backup.
 *
 * @param takenAt when the snapshot was taken that all tables are from
 * @param origin who asked for it: {@code request} or {@code schedule}
 * @param clusterId the Kafka cluster that the tables mirror
 * @param topics of each table, how far its valid topic was stored at the snapshot
 * @param schemas of each table, the Avro schema that its rows are written with
 */
public record Manifest(
        int format,
        String name,
        String origin,
        Instant startedAt,
        Instant takenAt,
        Instant completedAt,
        String clusterId,
        List<TableFile> tables,
        Map<String, StoredTopic> topics,
        Map<String, String> schemas) {
    public static final int FORMAT = 1;

    /** @param offsets by partition, the first offset that the snapshot doesn't hold */
    public record StoredTopic(String topic, String topicId, Map<Integer, Long> offsets) {
        public StoredTopic {
            offsets = Map.copyOf(offsets);
        }
    }

    public Manifest {
        tables = List.copyOf(tables);
        topics = Map.copyOf(topics);
        schemas = Map.copyOf(schemas);
    }

    public Optional<TableFile> table(String table) {
        return tables.stream().filter(file -> file.table().equals(table)).findFirst();
    }

    public long rows() {
        return tables.stream().mapToLong(TableFile::rows).sum();
    }

    public long bytes() {
        return tables.stream().mapToLong(TableFile::bytes).sum();
    }
}
