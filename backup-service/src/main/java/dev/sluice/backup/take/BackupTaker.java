package dev.sluice.backup.take;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.Manifest.StoredTopic;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.runs.Progress;
import dev.sluice.contract.Contract;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes backups, one at a time. */
public final class BackupTaker {
    private final BackupStore store;
    private final Postgres postgres;
    private final StoredOffsets offsets;
    private final TopicNames names;
    private final String schema;
    private final int readers;

    /** @param schema where the tables are */
    public BackupTaker(
            BackupStore store, Postgres postgres, SystemSchema system, TopicNames names, String schema, int readers) {
        this.store = store;
        this.postgres = postgres;
        this.offsets = new StoredOffsets(system);
        this.names = names;
        this.schema = schema;
        this.readers = readers;
    }

    /** Answers when the backup is there; when it throws, there is none, and no trace of it. */
    public Manifest take(BackupName name, List<Contract> contracts, String origin, Progress progress)
            throws SQLException, IOException, InterruptedException {
        Instant startedAt = Instant.now();
        List<TableSource> tables = contracts.stream()
                .map(contract -> TableSource.of(contract, schema))
                .toList();
        try (BackupStore.Draft draft = store.begin(name);
                Snapshot snapshot = Snapshot.open(
                        postgres, tables.stream().map(TableSource::name).toList())) {
            Instant takenAt = Instant.now();
            Map<String, StoredTopic> topics = new HashMap<>();
            String cluster = "";
            for (Contract contract : contracts) {
                StoredOffsets.Stored stored = offsets.read(snapshot.first(), names.valid(contract.table()));
                topics.put(contract.table(), stored.topic());
                cluster = stored.clusterId().isEmpty() ? cluster : stored.clusterId();
            }
            List<TableFile> files = new Taking(snapshot, draft, progress).run(tables, readers);
            Map<String, String> schemas = new HashMap<>();
            contracts.forEach(
                    contract -> schemas.put(contract.table(), contract.schema().toString()));
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    name.text(),
                    origin,
                    startedAt,
                    takenAt,
                    Instant.now(),
                    cluster,
                    files,
                    topics,
                    schemas);
            try (OutputStream out = draft.create(ManifestFile.NAME)) {
                out.write(ManifestFile.bytes(manifest));
            }
            draft.publish();
            return manifest;
        }
    }
}
