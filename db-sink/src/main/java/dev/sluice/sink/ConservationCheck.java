package dev.sluice.sink;

import dev.sluice.ledger.Conservation;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks from time to time whether edge, validator and sink agree about every batch; one that doesn't add up is an alarm. */
final class ConservationCheck implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ConservationCheck.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Postgres postgres;
    private final String unbalanced;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sink-conservation");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long found;
    private volatile boolean running;

    ConservationCheck(Postgres postgres, SystemSchema schema, MeterRegistry registry) {
        this.postgres = postgres;
        this.unbalanced = Conservation.unbalanced('"' + schema.name() + '"');
        Gauge.builder("sluice.ledger.unbalanced", () -> found).register(registry);
    }

    @Override
    public void start() {
        running = true;
        long period = PERIOD.toMillis();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        try {
            long before = found;
            found = count();
            if (found > before) {
                LOG.atError().addKeyValue("count", found).log("batches do not add up");
            }
        } catch (SQLException e) {
            // The sink's own threads say that the database is away; this one looks again.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("conservation not checked");
        }
    }

    /** How many batches have not added up for a minute. */
    long count() throws SQLException {
        try (Connection connection = postgres.open("conservation");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(unbalanced)) {
            row.next();
            return row.getLong(1);
        }
    }
}
