package dev.sluice.backup.restore;

import dev.sluice.backup.files.DamagedException;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.runs.Progress;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SqlFailure;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.registry.RegistryUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * The one thread that restores. What is open in the database it brings to its end, whoever began it and however often it has
 * to try.
 */
final class RestoreKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreKeeper.class);
    private static final long LOOK_MILLIS = 2_000;
    private static final long STOP_MILLIS = 5_000;
    private static final String ALONE = "select pg_try_advisory_lock(hashtextextended('sluice.restorer.' || ?, 0))";

    private final Postgres postgres;
    private final SystemSchema schema;
    private final RestoreTable table;
    private final Restorer restorer;
    private final Publisher publisher;
    private final Semaphore signal = new Semaphore(0);
    private volatile Progress progress = new Progress();
    private @Nullable Thread worker;

    /** The second half: publishes what was found, and lets it be stored. */
    interface Publisher {
        /** @param resumed whether somebody began it before, and was cut off */
        End publish(Connection connection, Restore restore, boolean resumed, Progress progress)
                throws SQLException, IOException, InterruptedException;

        /** Returns when everything that was published is stored. */
        void settle(Connection connection, Restore restore) throws SQLException, InterruptedException;
    }

    RestoreKeeper(Postgres postgres, SystemSchema schema, RestoreTable table, Restorer restorer, Publisher publisher) {
        this.postgres = postgres;
        this.schema = schema;
        this.table = table;
        this.restorer = restorer;
        this.publisher = publisher;
    }

    /** There is something to do. */
    void wake() {
        signal.release();
    }

    /** Of the restore that is open. */
    Progress.View progress() {
        return progress.view();
    }

    private void run() {
        try {
            while (true) {
                boolean worked = false;
                try {
                    Optional<Restore> open = table.open();
                    worked = open.isPresent() && work(open.get());
                } catch (SQLException | IOException | RuntimeException e) {
                    // The thread's outermost frame: what is open stays open.
                    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("restore will be tried again");
                }
                if (!worked) {
                    boolean unused = signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // We were asked to stop; what is open goes on after the next start.
            Thread.currentThread().interrupt();
        }
    }

    /** False where another process is at it. */
    private boolean work(Restore restore) throws SQLException, IOException, InterruptedException {
        try (Connection connection = postgres.open("restore")) {
            if (!isAlone(connection)) {
                return false;
            }
            progress = new Progress();
            LOG.atInfo()
                    .addKeyValue("batch", restore.id())
                    .addKeyValue("backup", restore.order().backup())
                    .addKeyValue("state", restore.state().text())
                    .log("restoring");
            perform(connection, restore);
            restorer.clean(connection, restore);
            LOG.atInfo()
                    .addKeyValue("batch", restore.id())
                    .addKeyValue(
                            "state",
                            table.find(restore.id())
                                    .map(Restore::state)
                                    .map(State::text)
                                    .orElse("gone"))
                    .log("restore ended");
            return true;
        }
    }

    private void perform(Connection connection, Restore restore)
            throws SQLException, IOException, InterruptedException {
        Restore now = restore;
        boolean resumed = restore.state().isPublished();
        try {
            if (!resumed) {
                if (!restorer.prepare(connection, now, progress)) {
                    return;
                }
                now = table.find(now.id()).orElseThrow();
            }
            table.end(now.id(), publisher.publish(connection, now, resumed, progress));
        } catch (KafkaException | DataAccessException | RegistryUnavailableException e) {
            throw e;
        } catch (DamagedException e) {
            end(connection, now, End.damaged(e.findings()));
        } catch (IOException e) {
            if (now.state().isPublished()) {
                throw e;
            }
            end(connection, now, End.failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // The outermost frame of a restore: whoever asks for it is told.
            LOG.atError().addKeyValue("batch", now.id()).setCause(e).log("restore failed");
            end(connection, now, End.failed(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            if (SqlFailure.isOutage(e) || now.state().isPublished()) {
                throw e;
            }
            end(connection, now, End.failed(String.valueOf(e.getMessage())));
        }
    }

    /** Rows in the log yield to newer ones only as long as the restore is open: they are stored before it ends. */
    private void end(Connection connection, Restore restore, End end) throws SQLException, InterruptedException {
        if (restore.state().isPublished()) {
            publisher.settle(connection, restore);
        }
        table.end(restore.id(), end);
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(ALONE)) {
            lock.setString(1, schema.name());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public synchronized void start() {
        Thread thread = new Thread(this::run, "restore");
        worker = thread;
        thread.start();
    }

    @Override
    public synchronized void stop() {
        Thread thread = worker;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        worker = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }
}
