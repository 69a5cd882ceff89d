package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.restore.RestoreOrder.Mode;
import dev.sluice.backup.runs.Progress;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.BatchIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked about restores. The work itself is the keeper's. */
final class Restores {
    private final BackupStore store;
    private final Contracts contracts;
    private final RestoreTable table;
    private final RestoreKeeper keeper;
    private final BatchIds ids = new BatchIds(Clock.systemUTC());

    Restores(BackupStore store, Contracts contracts, RestoreTable table, RestoreKeeper keeper) {
        this.store = store;
        this.contracts = contracts;
        this.table = table;
        this.keeper = keeper;
    }

    /** Begins one; it goes on by itself. */
    String begin(
            @Nullable String backup,
            @Nullable List<String> tables,
            Mode mode,
            @Nullable Instant until,
            boolean dryRun,
            String by) {
        Manifest manifest = manifest(backup);
        if (until != null && mode != Mode.LATEST) {
            throw Refusal.bad("until goes with the mode latest only.");
        }
        if (until != null && (until.isBefore(manifest.takenAt()) || until.isAfter(Instant.now()))) {
            throw Refusal.bad("until must lie between the backup, " + manifest.takenAt() + ", and now.");
        }
        String id = ids.next();
        RestoreOrder order = new RestoreOrder(manifest.name(), chosen(manifest, tables), mode, until, dryRun);
        if (!table.insert(id, order, by)) {
            throw Refusal.running(table.open().map(Restore::id).orElse("another one"));
        }
        keeper.wake();
        return id;
    }

    private Manifest manifest(@Nullable String backup) {
        if (backup == null) {
            throw Refusal.bad("backup is missing.");
        }
        Optional<BackupName> name = BackupName.of(backup).filter(store::exists);
        if (name.isEmpty()) {
            throw dev.sluice.backup.take.Refusal.unknownBackup(backup);
        }
        try {
            return ManifestFile.read(store, name.get());
        } catch (DamagedException e) {
            throw dev.sluice.backup.take.Refusal.damaged(e);
        } catch (IOException e) {
            throw dev.sluice.backup.take.Refusal.storage();
        }
    }

    /** Parents first. */
    private List<String> chosen(Manifest manifest, @Nullable List<String> tables) {
        List<String> inBackup =
                manifest.tables().stream().map(file -> file.table()).toList();
        List<String> wanted = tables == null ? inBackup : tables;
        for (String name : wanted) {
            if (!inBackup.contains(name) || contracts.find(name).isEmpty()) {
                throw dev.sluice.backup.take.Refusal.unknownTable(String.valueOf(name));
            }
        }
        if (wanted.isEmpty()) {
            throw Refusal.bad("tables must name at least one table.");
        }
        List<String> chosen = new ArrayList<>();
        for (Contract contract : contracts.parentsFirst()) {
            if (wanted.contains(contract.table())) {
                chosen.add(contract.table());
            }
        }
        return chosen;
    }

    Restore get(String id) {
        return table.find(id).orElseThrow(() -> Refusal.unknown(id));
    }

    List<Restore> all() {
        return table.all();
    }

    Restore cancel(String id) {
        if (!table.cancel(id)) {
            throw Refusal.tooLate(get(id));
        }
        keeper.wake();
        return get(id);
    }

    Progress.View progress() {
        return keeper.progress();
    }
}
