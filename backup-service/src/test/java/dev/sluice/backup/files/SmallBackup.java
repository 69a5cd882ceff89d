package dev.sluice.backup.files;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A backup made without a database. */
final class SmallBackup {
    private SmallBackup() {}

    static void write(Path root, String name, int rows) throws IOException {
        try (DirectoryStore store = DirectoryStore.at(root);
                BackupStore.Draft draft = store.begin(new BackupName(name))) {
            List<TableFile> files = new ArrayList<>();
            Map<String, String> schemas = new HashMap<>();
            Map<String, Manifest.StoredTopic> topics = new HashMap<>();
            for (String table : List.of("departments", "jobs")) {
                Contract contract = Contracts.shipped().get(table);
                files.add(write(draft, contract, rows));
                schemas.put(table, contract.schema().toString());
                topics.put(table, new Manifest.StoredTopic(table + ".valid", "topic-id", Map.of(0, 17L, 1, 4L)));
            }
            Instant now = Instant.parse("2026-01-01T00:00:00Z");
            Manifest manifest =
                    new Manifest(Manifest.FORMAT, name, "request", now, now, now, "cluster", files, topics, schemas);
            try (OutputStream out = draft.create(ManifestFile.NAME)) {
                out.write(ManifestFile.bytes(manifest));
            }
            draft.publish();
        }
    }

    private static TableFile write(BackupStore.Draft draft, Contract contract, int rows) throws IOException {
        String file = contract.table() + ".avro";
        try (AvroFileWriter writer = new AvroFileWriter(draft.create(file), contract.schema());
                RowBlock block = new RowBlock()) {
            for (int id = 1; id <= rows; id++) {
                int from = block.output().size();
                byte[] text = (contract.table() + " " + id).getBytes(StandardCharsets.UTF_8);
                block.output().avroLong(id);
                block.output().avroBytes(text, 0, text.length);
                block.added(from);
                if (id % 100 == 0) {
                    writer.append(block);
                }
            }
            writer.append(block);
            return writer.finish(contract.table(), file);
        }
    }
}
