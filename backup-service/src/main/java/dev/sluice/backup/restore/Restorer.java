package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.files.Verification;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.restore.RestoreOrder.Mode;
import dev.sluice.backup.runs.Progress;
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
import java.util.Optional;

/** The first half of a restore: everything that happens before anything is published. Begun anew after a crash. */
final class Restorer {
    private final BackupStore store;
    private final Postgres postgres;
    private final Contracts contracts;
    private final TopicNames names;
    private final Scratch scratch;
    private final RestoreTable table;
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
            LogTail tail,
            SystemSchema schema,
            int connections) {
        this.store = store;
        this.postgres = postgres;
        this.contracts = contracts;
        this.names = names;
        this.scratch = scratch;
        this.table = table;
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

    /** The same; those that are empty now, and are to be as the file is, get all of its rows. */
    private List<RestoredTable> tablesAsTheyAre(Connection connection, RestoreOrder order) throws SQLException {
        List<RestoredTable> tables = new ArrayList<>();
        for (RestoredTable table : tables(order)) {
            boolean whole = order.mode().isOfFileAlone() && !Difference.hasRows(connection, table);
            tables.add(new RestoredTable(table.contract(), scratch, tables.size(), whole));
        }
        return tables;
    }

    /** Answers true where the difference is now to be published; else the restore has ended. */
    boolean prepare(Connection connection, Restore restore, Progress progress)
            throws SQLException, IOException, InterruptedException {
        try {
            enter(restore, State.VERIFYING);
            Manifest manifest = verified(restore, progress);
            return compare(connection, restore, manifest, progress);
        } catch (Cancelled e) {
            table.end(restore.id(), End.cancelled());
        } catch (DamagedException e) {
            table.end(restore.id(), End.damaged(e.findings()));
        } catch (LogRefusal e) {
            table.end(restore.id(), End.refused("log-tail-gone", String.valueOf(e.getMessage())));
        }
        return false;
    }

    /** The manifest of the restore's backup, every byte of which is as it was written. */
    Manifest verified(Restore restore, Progress progress) throws IOException {
        progress.begin("verifying", 0);
        BackupName name = new BackupName(restore.order().backup());
        return new Verification(store, progress::bytes).require(name);
    }

    Manifest manifest(Restore restore) throws IOException {
        return ManifestFile.read(store, new BackupName(restore.order().backup()));
    }

    private void stage(
            Connection connection, Restore restore, Manifest manifest, List<RestoredTable> tables, Progress progress)
            throws SQLException, IOException, InterruptedException, Cancelled {
        BackupName name = new BackupName(restore.order().backup());
        enter(restore, State.STAGING);
        scratch.create(connection);
        Loader loader = new Loader(store, postgres, "restore", connections, progress);
        for (RestoredTable wanted : tables) {
            TableFile file = manifest.table(wanted.contract().table()).orElseThrow();
            progress.begin(file.table(), file.rows());
            scratch.createLike(connection, wanted.stagedName(), wanted.contract(), wanted.stagedColumns());
            loader.load(name, file, wanted.contract(), wanted.stagedColumns(), wanted.staged());
            Scratch.execute(connection, "analyze " + wanted.staged());
            enter(restore, State.STAGING);
        }
    }

    private boolean compare(Connection connection, Restore restore, Manifest manifest, Progress progress)
            throws SQLException, IOException, InterruptedException, Cancelled, LogRefusal {
        RestoreOrder order = restore.order();
        List<RestoredTable> tables = tablesAsTheyAre(connection, order);
        stage(connection, restore, manifest, tables, progress);
        enter(restore, State.COMPARING);
        if (!order.dryRun()) {
            gate.open(connection, restore.id());
        }
        Map<String, Map<Integer, Long>> followed = new HashMap<>();
        if (order.mode() == Mode.LATEST) {
            tail.check(manifest, order.until());
            followed = tail.apply(connection, scratch, manifest, tables, order.until(), progress);
        }
        Difference difference = new Difference(names, offsets, progress);
        OrphanSearch orphans = new OrphanSearch(contracts, scratch);
        Optional<Difference.Found> found = difference.find(connection, tables, order.mode(), orphans);
        if (found.isEmpty()) {
            tables = tables(order);
            stage(connection, restore, manifest, tables, progress);
            enter(restore, State.COMPARING);
            found = difference.find(connection, tables, order.mode(), orphans);
        }
        return begin(restore, found.orElseThrow(), followed);
    }

    private boolean begin(Restore restore, Difference.Found found, Map<String, Map<Integer, Long>> followed)
            throws Cancelled {
        RestoreOrder order = restore.order();
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
