package dev.sluice.backup.restore;

import dev.sluice.backup.files.AvroFileReader;
import dev.sluice.backup.files.AvroFileReader.Block;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.runs.Crew;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.TableSource;
import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.ledger.Postgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Puts a file's rows into a scratch table, and makes sure that they are those of the manifest. */
final class Loader {
    private static final int BUFFER = 1 << 20;
    private static final int WORTH_A_CONNECTION = 1 << 20;

    private final BackupStore store;
    private final Postgres postgres;
    private final String role;
    private final int connections;
    private final Progress progress;

    /**
     * @param role what its connections are called
     * @param connections how many load one table at the same time
     */
    Loader(BackupStore store, Postgres postgres, String role, int connections, Progress progress) {
        this.store = store;
        this.postgres = postgres;
        this.role = role;
        this.connections = connections;
        this.progress = progress;
    }

    /**
     * Answers the hash of the rows as the present contract has them, with all columns.
     *
     * @param columns those of the target, in the contract's order
     * @param target quoted, with its schema; others see it already, and it is of no use to anybody when this fails
     */
    String load(BackupName name, TableFile file, Contract contract, List<Column> columns, String target)
            throws SQLException, IOException, InterruptedException {
        try (AvroFileReader in = new AvroFileReader(store.open(name, file.file()))) {
            FileRows.Tally all = new FileRows.Tally();
            new Crew("restore-loader", crew(file))
                    .run(
                            () -> {
                                FileRows rows = new FileRows(contract, in.schema(), columns);
                                copy(in, rows, TableSource.columns(columns), target);
                                all.add(rows.tally());
                            },
                            in::end);
            if (all.rows() != file.rows() || !all.asWritten().equals(file.rowHash())) {
                throw new DamagedException(file.file(), "its rows are not those of the manifest");
            }
            return all.asLoaded();
        }
    }

    /** A small file isn't worth many connections. */
    private int crew(TableFile file) {
        return (int) Math.min(connections, 1 + file.bytes() / WORTH_A_CONNECTION);
    }

    private void copy(AvroFileReader in, FileRows rows, String columns, String target)
            throws SQLException, IOException {
        try (Connection connection = postgres.open(role);
                AvroFileReader.Share blocks = in.share()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy %s (%s) from stdin (format binary)".formatted(target, columns));
            try {
                send(blocks, rows, copy);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        }
    }

    private void send(AvroFileReader.Share blocks, FileRows rows, CopyIn copy) throws SQLException, IOException {
        CopyBuffer buffer = new CopyBuffer(BUFFER);
        buffer.begin();
        for (Block block = blocks.next(); block != null; block = blocks.next()) {
            rows.encode(block.bytes(), block.rows(), buffer);
            copy.writeToCopy(buffer.bytes(), 0, buffer.size());
            progress.rows(block.rows());
            progress.bytes(buffer.size());
            buffer.clear();
        }
        buffer.end();
        copy.writeToCopy(buffer.bytes(), 0, buffer.size());
    }
}
