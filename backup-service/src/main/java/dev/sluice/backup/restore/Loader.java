package dev.sluice.backup.restore;

import dev.sluice.backup.files.AvroFileReader;
import dev.sluice.backup.files.AvroFileReader.Block;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.TableSource;
import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Puts a file's rows into a scratch table, and makes sure that they are those of the manifest. */
final class Loader {
    private static final int BUFFER = 1 << 20;

    private final BackupStore store;
    private final Progress progress;

    Loader(BackupStore store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Answers the hash of the rows as they are in the table now.
     *
     * @param target quoted, with its schema
     */
    String load(Connection connection, BackupName name, TableFile file, Contract contract, String target)
            throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(target, TableSource.columns(contract)));
        try (AvroFileReader in = new AvroFileReader(store.open(name, file.file()))) {
            FileRows rows = new FileRows(contract, in.schema());
            long loaded = send(in, rows, copy);
            if (loaded != file.rows() || !rows.hashAsWritten().equals(file.rowHash())) {
                throw new DamagedException(file.file(), "its rows are not those of the manifest");
            }
            copy.endCopy();
            return rows.hashAsLoaded();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private long send(AvroFileReader in, FileRows rows, CopyIn copy) throws SQLException, IOException {
        CopyBuffer buffer = new CopyBuffer(BUFFER);
        buffer.begin();
        long loaded = 0;
        for (Block block = in.next(); block != null; block = in.next()) {
            rows.encode(block.bytes(), block.rows(), buffer);
            copy.writeToCopy(buffer.bytes(), 0, buffer.size());
            progress.rows(block.rows());
            progress.bytes(buffer.size());
            loaded += block.rows();
            buffer.clear();
        }
        buffer.end();
        copy.writeToCopy(buffer.bytes(), 0, buffer.size());
        return loaded;
    }
}
