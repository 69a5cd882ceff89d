package dev.sluice.backup.schedule;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.take.Backups;
import dev.sluice.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Looks every few seconds whether a backup is due, takes it, and lets go of those that are kept no longer. */
final class ScheduleKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
    static final String PREFIX = "auto-";
    static final String ORIGIN = "schedule";
    private static final long PERIOD_MILLIS = 1_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ScheduleTable table;
    private final Backups backups;
    private @Nullable ScheduledExecutorService thread;

    ScheduleKeeper(ScheduleTable table, Backups backups) {
        this.table = table;
        this.backups = backups;
    }

    private void look() {
        try {
            Instant now = Instant.now();
            Optional<Schedule> schedule = table.read();
            if (schedule.isPresent()
                    && schedule.get().due().filter(due -> !due.isAfter(now)).isPresent()) {
                take(schedule.get(), now);
            }
        } catch (DataAccessException | IOException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("schedule of backups not looked at");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Schedule schedule, Instant now) throws IOException, InterruptedException {
        String name = PREFIX + NAME.format(now);
        if (!table.claim(schedule, name, now)) {
            return;
        }
        try {
            Run run = backups.take(new BackupName(name), Optional.ofNullable(schedule.tables()), ORIGIN);
            run.await(Long.MAX_VALUE / 2_000_000);
            String problem = run.view().problem();
            if (problem != null) {
                table.problem(name, problem);
                return;
            }
            clean(schedule);
        } catch (ProblemException e) {
            table.problem(name, e.problem().detail());
        }
    }

    private void clean(Schedule schedule) throws IOException {
        List<Retention.Kept> kept = new ArrayList<>();
        for (BackupName name : backups.store().names()) {
            if (name.text().startsWith(PREFIX)) {
                Manifest manifest = ManifestFile.read(backups.store(), name);
                if (manifest.origin().equals(ORIGIN)) {
                    kept.add(new Retention.Kept(name.text(), manifest.takenAt()));
                }
            }
        }
        for (String name : Retention.leaving(schedule, kept, Instant.now())) {
            backups.delete(new BackupName(name));
            LOG.atInfo().addKeyValue("backup", name).log("backup kept no longer");
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "backup-schedule"));
            ScheduledFuture<?> unused =
                    thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
