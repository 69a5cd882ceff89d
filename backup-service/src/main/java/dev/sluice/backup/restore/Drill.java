package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.RowHash;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.files.Verification;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.backup.take.DrillLog;
import dev.sluice.backup.take.Readers;
import dev.sluice.backup.take.TableSource;
import dev.sluice.backup.take.TupleStream;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.row.AvroOutput;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores a backup for trial, into a schema that is dropped again, and reads it back: the proof that it can be done. */
final class Drill {
    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

    private final BackupStore store;
    private final Postgres postgres;
    private final Contracts contracts;
    private final Runs runs;
    private final Readers readers;
    private final DrillLog log;
    private final DrillSchemas schemas;
    private final int connections;

    Drill(
            BackupStore store,
            Postgres postgres,
            Contracts contracts,
            Runs runs,
            Readers readers,
            DrillLog log,
            DrillSchemas schemas,
            int connections) {
        this.store = store;
        this.postgres = postgres;
        this.contracts = contracts;
        this.runs = runs;
        this.readers = readers;
        this.log = log;
        this.schemas = schemas;
        this.connections = connections;
    }

    /** What a process left that went in the middle of a drill is dropped; should that fail, the next start tries again. */
    Drill tidied() {
        try (Connection connection = postgres.open("drill")) {
            int dropped = schemas.dropStrays(connection);
            if (dropped > 0) {
                LOG.atInfo().addKeyValue("count", dropped).log("unfinished drills removed");
            }
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("unfinished drills not looked for");
        }
        return this;
    }

    Run begin(BackupName name) {
        return runs.start(Run.Kind.DRILL, name.text(), run -> {
            Readers.Hold hold = readers.hold(name);
            try {
                prove(name, run);
                log.add(name.text(), List.of());
            } catch (DamagedException e) {
                log.add(name.text(), e.findings());
                throw e;
            } finally {
                hold.release();
            }
        });
    }

    private void prove(BackupName name, Run run) throws SQLException, IOException, InterruptedException {
        Progress progress = run.progress();
        progress.begin("verifying", 0);
        Manifest manifest = new Verification(store, progress::bytes).require(name);
        try (Connection connection = postgres.open("drill")) {
            Scratch scratch = schemas.hold(connection, run.id().substring(0, 8));
            try {
                for (TableFile file : manifest.tables()) {
                    prove(connection, scratch, name, file, progress);
                }
            } finally {
                scratch.drop(connection);
            }
        }
    }

    private void prove(Connection connection, Scratch scratch, BackupName name, TableFile file, Progress progress)
            throws SQLException, IOException, InterruptedException {
        Optional<Contract> found = contracts.find(file.table());
        if (found.isEmpty()) {
            throw new DamagedException(file.file(), "there is no contract for its table any more");
        }
        Contract contract = found.get();
        progress.begin(file.table(), file.rows());
        scratch.createLike(connection, file.table(), contract);
        String target = scratch.table(file.table());
        String loaded = new Loader(store, postgres, "drill", connections, progress)
                .load(name, file, contract, contract.columns(), target);
        if (!hash(connection, new TableSource(contract, target)).equals(loaded)) {
            throw new DamagedException(file.file(), "its rows come back from the database as others");
        }
    }

    private static String hash(Connection connection, TableSource table) throws SQLException, IOException {
        RowHash hash = new RowHash();
        AvroOutput row = new AvroOutput();
        new TupleStream(table.contract()).read(connection, table.copy(), row, from -> {
            hash.add(row.bytes(), from, row.size());
            row.clear();
        });
        return hash.text();
    }
}
