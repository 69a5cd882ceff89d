package dev.sluice.backup.schedule;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.take.Backups;
import dev.sluice.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of those of the schedule's backups that nothing keeps. One that can't be judged, or is being read, stays; it holds
 * up no other.
 */
final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Backups backups;

    Departures(Backups backups) {
        this.backups = backups;
    }

    void clean(Schedule schedule) throws IOException {
        List<Retention.Kept> kept = new ArrayList<>();
        for (BackupName name : backups.store().names()) {
            if (name.text().startsWith(ScheduleKeeper.PREFIX)) {
                judge(name, kept);
            }
        }
        for (String name : Retention.leaving(schedule, kept, Instant.now())) {
            delete(new BackupName(name));
        }
    }

    private void judge(BackupName name, List<Retention.Kept> kept) {
        try {
            Manifest manifest = ManifestFile.read(backups.store(), name);
            if (manifest.origin().equals(ScheduleKeeper.ORIGIN)) {
                kept.add(new Retention.Kept(name.text(), manifest.takenAt()));
            }
        } catch (IOException e) {
            stays(name, e.getMessage());
        }
    }

    private void delete(BackupName name) {
        try {
            backups.delete(name);
            LOG.atInfo().addKeyValue("backup", name).log("backup kept no longer");
        } catch (ProblemException e) {
            stays(name, e.problem().detail());
        }
    }

    private static void stays(BackupName name, @Nullable String cause) {
        LOG.atWarn().addKeyValue("backup", name).addKeyValue("cause", cause).log("backup stays");
    }
}
