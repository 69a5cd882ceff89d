package dev.sluice.sink;

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

/**
 * Looks whether the three counters agree: what the edge sent, what the validator judged, what is stored or set aside. Rows
 * may be in flight for a minute; after that a batch that doesn't add up, in rows or in row numbers, is an alarm.
 */
final class ConservationCheck implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ConservationCheck.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    /** The first minute is for rows in flight; a day is as long as somebody who was told needs to look. */
    private static final String UNBALANCED = """
            select count(*) from (
              select from %s b join %s c using (batch_id)
              where b.accepted_at is not null and b.last_seen < now() - interval '60 s'
                and b.first_seen > now() - interval '1 day'
              group by batch_id
              having sum(c.received) <> sum(c.stored + c.dead + c.waiting)
                  or sum(c.waiting) = 0 and sum(c.received_sum) <> sum(c.stored_sum + c.dead_sum)
            ) unbalanced
            """;

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
        this.unbalanced = UNBALANCED.formatted(schema.table("batches"), schema.table("batch_counts"));
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
