package dev.sluice.backup.take;

import dev.sluice.backup.files.AvroFileWriter;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.RowBlock;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.runs.Crew;
import dev.sluice.backup.runs.Progress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The reading of one snapshot: parts of tables in a queue, readers that take one after the other. */
final class Taking {
    private final Snapshot snapshot;
    private final BackupStore.Draft draft;
    private final Progress progress;
    private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
    private final List<Part> files = new ArrayList<>();

    private record Part(TableSource table, AvroFileWriter file, String copy) {
        String fileName() {
            return table.contract().table() + ".avro";
        }
    }

    Taking(Snapshot snapshot, BackupStore.Draft draft, Progress progress) {
        this.snapshot = snapshot;
        this.draft = draft;
        this.progress = progress;
    }

    List<TableFile> run(List<TableSource> tables, int readers) throws SQLException, IOException, InterruptedException {
        try {
            long rows = 0;
            for (TableSource table : tables) {
                rows += open(table);
            }
            progress.begin("reading", rows);
            new Crew("backup-reader", Math.min(readers, parts.size())).run(this::readParts, parts::clear);
            List<TableFile> finished = new ArrayList<>();
            for (Part part : files) {
                finished.add(part.file().finish(part.table().contract().table(), part.fileName()));
            }
            return finished;
        } finally {
            for (Part part : files) {
                part.file().close();
            }
        }
    }

    private long open(TableSource table) throws SQLException, IOException {
        TableSource.Size size = table.size(snapshot.first());
        AvroFileWriter file = new AvroFileWriter(
                draft.create(table.contract().table() + ".avro"),
                table.contract().schema());
        files.add(new Part(table, file, ""));
        table.parts(size.blocks()).forEach(copy -> parts.add(new Part(table, file, copy)));
        return size.rows();
    }

    private void readParts() throws SQLException, IOException {
        try (Connection connection = snapshot.reader();
                RowBlock block = new RowBlock()) {
            for (Part part = parts.poll(); part != null; part = parts.poll()) {
                AvroFileWriter file = part.file();
                new TupleStream(part.table().contract()).read(connection, part.copy(), block.output(), from -> {
                    block.added(from);
                    if (block.isFull()) {
                        append(file, block);
                    }
                });
                append(file, block);
            }
        }
    }

    private void append(AvroFileWriter file, RowBlock block) throws IOException {
        if (block.rows() > 0) {
            progress.rows(block.rows());
            progress.bytes(block.output().size());
            file.append(block);
        }
    }
}
