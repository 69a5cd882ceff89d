package dev.sluice.backup.take;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.backup.take.BackupAnswer.Check;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of backups: those in the store, those being taken, and those that could not be. */
final class Catalogue {
    private final BackupStore store;
    private final Runs runs;
    private final DrillLog drills;

    Catalogue(BackupStore store, Runs runs, DrillLog drills) {
        this.store = store;
        this.runs = runs;
        this.drills = drills;
    }

    /** Newest first. */
    List<BackupAnswer> all() {
        List<BackupAnswer> all = new ArrayList<>();
        try {
            for (BackupName name : store.names()) {
                find(name).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw Refusal.storage();
        }
        runs.all().stream()
                .filter(run -> run.kind() == Run.Kind.BACKUP)
                .map(Run::backup)
                .distinct()
                .map(BackupName::new)
                .filter(name -> !store.exists(name))
                .forEach(name -> find(name).ifPresent(all::add));
        all.sort(Comparator.comparing(
                        (BackupAnswer answer) -> Objects.requireNonNullElse(answer.startedAt(), Instant.EPOCH))
                .reversed());
        return all;
    }

    Optional<BackupAnswer> find(BackupName name) {
        // Before the store is looked at: a run that ends in between has made a backup that is there, or none.
        Optional<Run.View> run = runs.last(Run.Kind.BACKUP, name.text()).map(Run::view);
        if (!store.exists(name)) {
            return run.filter(last -> last.state() != Run.State.DONE).map(BackupAnswer::of);
        }
        try {
            return Optional.of(BackupAnswer.of(
                    ManifestFile.read(store, name),
                    verified(name),
                    drills.last(name.text()).orElse(null)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(BackupAnswer.damaged(name.text()));
        }
    }

    private @Nullable Check verified(BackupName name) {
        return runs.last(Run.Kind.VERIFY, name.text())
                .map(Run::view)
                .filter(run -> run.endedAt() != null)
                .map(run -> new Check(Objects.requireNonNull(run.endedAt()), run.state() == Run.State.DONE))
                .orElse(null);
    }
}
