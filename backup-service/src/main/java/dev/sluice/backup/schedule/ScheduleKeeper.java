package dev.sluice.backup.schedule;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.take.Backups;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every second whether a backup is due, takes it, and lets go of those that are kept no longer. */
final class ScheduleKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
    static final String PREFIX = "auto-";
    static final String ORIGIN = "schedule";
    private static final long PERIOD_MILLIS = 1_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Whoever has it knows that nobody else is at a scheduled backup. It goes with the connection. */
    private static final String ALONE = "select pg_try_advisory_lock(hashtextextended('sluice.schedule.' || ?, 0))";

    private final ScheduleTable table;
    private final Backups backups;
    private final Departures departures;
    private final Postgres postgres;
    private final String system;
    private @Nullable ScheduledExecutorService thread;

    ScheduleKeeper(ScheduleTable table, Backups backups, Postgres postgres, SystemSchema system) {
        this.table = table;
        this.backups = backups;
        this.departures = new Departures(backups);
        this.postgres = postgres;
        this.system = system.name();
    }

    private void guardedLook() {
        try {
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The thread's outermost frame: what is open stays open, and the next look takes it up.
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("schedule of backups not looked at");
        }
    }

    private void look() throws SQLException, IOException, InterruptedException {
        if (table.read().filter(schedule -> schedule.isDue(Instant.now())).isEmpty()) {
            return;
        }
        try (Connection connection = postgres.open("schedule")) {
            if (isAlone(connection)) {
                Optional<Schedule> schedule = table.read();
                if (schedule.isPresent() && schedule.get().isDue(Instant.now())) {
                    take(schedule.get());
                }
            }
        }
    }

    private void take(Schedule schedule) throws IOException, InterruptedException {
        Schedule.Last last = schedule.last();
        if (last != null && !last.ended() && backups.store().exists(new BackupName(last.name()))) {
            // The process went after the last step of it and before it said so.
            end(schedule, last.name(), null);
            return;
        }
        Instant now = Instant.now();
        String name = PREFIX + NAME.format(now);
        if (!table.claim(schedule, name, now)) {
            return;
        }
        try {
            Run run = backups.take(new BackupName(name), Optional.ofNullable(schedule.tables()), ORIGIN);
            run.await(Long.MAX_VALUE / 2_000_000);
            end(schedule, name, run.view().problem());
        } catch (ProblemException e) {
            // While another backup is taken, this one stays open, and comes after it.
            if (!e.problem().kind().retriable()) {
                end(schedule, name, e.problem().detail());
            }
        }
    }

    private void end(Schedule schedule, String name, @Nullable String problem) throws IOException {
        table.end(name, problem);
        if (problem == null) {
            departures.clean(schedule);
        }
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(ALONE)) {
            lock.setString(1, system);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "backup-schedule"));
            ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                    this::guardedLook, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
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
