package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.files.Verification;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.restore.RestoreOrder.Mode;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.Readers;
import dev.sluice.backup.take.StoredOffsets;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first half of a restore: everything that happens before anything is published. Begun anew after a crash. */
final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    private final BackupStore store;
    private final Postgres postgres;
    private final Contracts contracts;
    private final TopicNames names;
    private final Scratch scratch;
    private final RestoreTable table;
    private final Readers readers;
    private final Gate gate;
    private final LogTail tail;
    private final StoredOffsets offsets;
    private final int connections;

    Restorer(
            BackupStore store,
            Postgres postgres,
            Contracts contracts,
            TopicNames names,
            Scratch scratch,
            RestoreTable table,
            Readers readers,
            LogTail tail,
            SystemSchema schema,
            int connections) {
        this.store = store;
        this.postgres = postgres;
        this.contracts = contracts;
        this.names = names;
        this.scratch = scratch;
        this.table = table;
        this.readers = readers;
        this.gate = new Gate(schema);
        this.tail = tail;
        this.offsets = new StoredOffsets(schema);
        this.connections = connections;
    }

    /** Somebody asked for it to end. */
    static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;
    }

    List<RestoredTable> tables(RestoreOrder order) {
        List<RestoredTable> tables = new ArrayList<>();
        for (String name : order.tables()) {
            tables.add(new RestoredTable(contracts.get(name), scratch, tables.size(), false));
        }
        return tables;
    }

    /** The same, and each knows whether it is empty where that makes less to do. */
    private List<RestoredTable> tablesAsTheyAre(Connection connection, RestoreOrder order) throws SQLException {
        List<RestoredTable> tables = tables(order);
        for (int i = 0; i < tables.size() && order.mode() != Mode.LATEST; i++) {
            RestoredTable table = tables.get(i);
            tables.set(i, new RestoredTable(table.contract(), scratch, i, !Difference.hasRows(connection, table)));
        }
        return tables;
    }

    /** Answers true where the difference is now to be published; else the restore has ended. */
    boolean prepare(Connection connection, Restore restore, Progress progress)
            throws SQLException, IOException, InterruptedException {
        BackupName name = new BackupName(restore.order().backup());
        Readers.Hold hold = readers.hold(name);
        try {
            enter(restore, State.VERIFYING);
            progress.begin("verifying", 0);
            Manifest manifest = new Verification(store, progress::bytes).require(name);
            while (true) {
                List<RestoredTable> tables = tablesAsTheyAre(connection, restore.order());
                stage(connection, restore, manifest, tables, progress);
                try {
                    return compare(connection, restore, manifest, tables, progress);
                } catch (Difference.NotEmptyException e) {
                    LOG.atDebug().log("a table that was empty got rows: begun anew");
                }
            }
        } catch (Cancelled e) {
            table.end(restore.id(), End.cancelled());
        } catch (DamagedException e) {
            table.end(restore.id(), End.damaged(e.findings()));
        } catch (LogRefusal e) {
            table.end(restore.id(), End.refused("log-tail-gone", String.valueOf(e.getMessage())));
        } finally {
            hold.release();
        }
        return false;
    }

    private void stage(
            Connection connection, Restore restore, Manifest manifest, List<RestoredTable> tables, Progress progress)
            throws SQLException, IOException, InterruptedException, Cancelled {
        BackupName name = new BackupName(restore.order().backup());
        enter(restore, State.STAGING);
        scratch.create(connection);
        Loader loader = new Loader(store, postgres, connections, progress);
        for (RestoredTable wanted : tables) {
            TableFile file = manifest.table(wanted.contract().table()).orElseThrow();
            progress.begin(file.table(), file.rows());
            scratch.createLike(connection, wanted.stagedName(), wanted.contract(), wanted.stagedColumns());
            loader.load(name, file, wanted.contract(), wanted.stagedColumns(), wanted.staged());
            Scratch.execute(connection, "analyze " + wanted.staged());
            enter(restore, State.STAGING);
        }
    }

    private boolean compare(
            Connection connection, Restore restore, Manifest manifest, List<RestoredTable> tables, Progress progress)
            throws SQLException, Cancelled, LogRefusal, Difference.NotEmptyException {
        enter(restore, State.COMPARING);
        RestoreOrder order = restore.order();
        if (!order.dryRun()) {
            gate.open(connection, restore.id());
        }
        Map<String, Map<Integer, Long>> followed = new HashMap<>();
        if (order.mode() == Mode.LATEST) {
            tail.check(manifest, order.until());
            followed = tail.apply(connection, scratch, manifest, tables, order.until(), progress);
        }
        Difference.Found found = new Difference(names, offsets, progress)
                .find(connection, tables, order.mode(), new OrphanSearch(contracts, scratch));
        table.plan(restore.id(), found.plan(), found.orphans());
        if (order.dryRun()) {
            table.end(restore.id(), End.planned());
            return false;
        }
        if (!found.orphans().isEmpty()) {
            table.end(restore.id(), End.refused("would-orphan", "Rows would be left without the rows they refer to."));
            return false;
        }
        // Followed to the end, the log's own last writes are what is restored: only what came after it is newer.
        Map<String, Map<Integer, Long>> since =
                order.mode() == Mode.LATEST && order.until() == null ? followed : found.since();
        if (!table.begin(restore.id(), found.plan(), found.orphans(), since)) {
            throw new Cancelled();
        }
        return true;
    }

    private void enter(Restore restore, State state) throws Cancelled {
        if (table.isCancelled(restore.id())) {
            throw new Cancelled();
        }
        table.state(restore.id(), state);
    }

    /** Once it has ended, however it did. */
    void clean(Connection connection, Restore restore) throws SQLException {
        gate.forget(connection, restore.id());
        scratch.drop(connection);
    }
}
