package dev.sluice.backup.take;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.Verification;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What can be done with backups, apart from restoring them. */
public final class Backups {
    private final BackupStore store;
    private final BackupTaker taker;
    private final Contracts contracts;
    private final Runs runs;
    private final Readers readers;
    private final Predicate<BackupName> beingRestored;
    private @Nullable Run taking;

    /** @param beingRestored whether a restore of it is open */
    public Backups(
            BackupStore store,
            BackupTaker taker,
            Contracts contracts,
            Runs runs,
            Readers readers,
            Predicate<BackupName> beingRestored) {
        this.store = store;
        this.taker = taker;
        this.contracts = contracts;
        this.runs = runs;
        this.readers = readers;
        this.beingRestored = beingRestored;
    }

    /** Begins to take one. */
    public synchronized Run take(BackupName name, Optional<List<String>> tables, String origin) {
        if (taking != null && taking.isRunning()) {
            throw Refusal.running(taking.backup());
        }
        if (store.exists(name)) {
            throw Refusal.exists(name.text());
        }
        List<Contract> chosen = chosen(tables.orElseGet(() -> List.copyOf(contracts.tables())));
        Run run = runs.start(
                Run.Kind.BACKUP, name.text(), started -> taker.take(name, chosen, origin, started.progress()));
        taking = run;
        return run;
    }

    /** Parents first. */
    private List<Contract> chosen(Collection<String> tables) {
        for (String table : tables) {
            if (table == null || contracts.find(table).isEmpty()) {
                throw Refusal.unknownTable(String.valueOf(table));
            }
        }
        if (tables.isEmpty()) {
            throw Refusal.badRequest("tables must name at least one table.");
        }
        List<Contract> chosen = new ArrayList<>(contracts.parentsFirst());
        chosen.removeIf(contract -> !tables.contains(contract.table()));
        return chosen;
    }

    public Run verify(BackupName name) {
        require(name);
        return runs.start(Run.Kind.VERIFY, name.text(), run -> {
            Readers.Hold hold = readers.hold(name);
            try {
                run.progress().begin("reading", 0);
                Manifest whole = new Verification(store, run.progress()::bytes).require(name);
                run.progress().rows(whole.rows());
            } finally {
                hold.release();
            }
        });
    }

    public void delete(BackupName name) {
        require(name);
        if (readers.isRead(name) || beingRestored.test(name)) {
            throw Refusal.inUse(name.text());
        }
        try {
            store.delete(name);
        } catch (NoSuchFileException e) {
            throw Refusal.unknownBackup(name.text());
        } catch (IOException e) {
            throw Refusal.storage();
        }
    }

    public void require(BackupName name) {
        if (!store.exists(name)) {
            throw Refusal.unknownBackup(name.text());
        }
    }

    public BackupStore store() {
        return store;
    }
}
