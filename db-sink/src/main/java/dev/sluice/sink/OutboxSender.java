package dev.sluice.sink;

import dev.sluice.ledger.Postgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what transactions owe to the log, in the order in which it was written, at least once: a record is deleted when
 * the log has it. One sender works at a time, in whichever process; all of them see how long the log has been owed
 * something, so that one that hangs is noticed by the others.
 */
final class OutboxSender implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SILENCE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 5_000;

    /** Whoever freezes while it sends, or waits for Kafka too long, lets another one send: twice at worst. */
    private static final String SETTINGS = """
            set idle_in_transaction_session_timeout = '30s'; set tcp_user_timeout = '30s'; set lock_timeout = '30s'
            """;

    private final Postgres postgres;
    private final OwedRecords owed;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile @Nullable Instant owedSince;
    private volatile long lookedAt = System.nanoTime();
    private long forgotAt = System.nanoTime() - FORGET_EVERY.toNanos();
    private @Nullable Thread worker;

    OutboxSender(
            Postgres postgres, OwedRecords owed, Supplier<Producer<byte[], byte[]>> producers, MeterRegistry registry) {
        this.postgres = postgres;
        this.owed = owed;
        this.producers = producers;
        Gauge.builder("sluice.sink.outbox.oldest", () -> owedFor().toMillis() / 1_000.0)
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public synchronized void start() {
        lookedAt = System.nanoTime();
        Thread thread = new Thread(this::run, "sink-outbox");
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
        Thread thread = worker;
        return thread != null && thread.isAlive();
    }

    /** What keeps log and table apart for longer than an outage that heals by itself; empty when all is well. */
    Optional<String> problem() {
        long silent = (System.nanoTime() - lookedAt) / 1_000_000_000;
        if (silent > PATIENCE.toSeconds()) {
            return Optional.of("the outbox was last looked at " + silent + " s ago");
        }
        return owedFor().compareTo(PATIENCE) > 0
                ? Optional.of("the log has been owed records since " + owedSince)
                : Optional.empty();
    }

    private Duration owedFor() {
        Instant since = owedSince;
        Duration time = since == null ? Duration.ZERO : Duration.between(since, Instant.now());
        return time.isNegative() ? Duration.ZERO : time;
    }

    private void run() {
        try (Producer<byte[], byte[]> producer = producers.get()) {
            while (!Thread.interrupted()) {
                try (Connection connection = open()) {
                    sendFor(connection, producer);
                } catch (SQLException | KafkaException | ExecutionException e) {
                    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("outbox will be tried again");
                    Thread.sleep(AFTER_FAILURE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // We were asked to stop; what is not deleted is sent again after the next start.
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            // Nobody looks any more: that is what health says after a while.
            LOG.atError().addKeyValue("cause", e.toString()).setCause(e).log("outbox sender ended");
        }
    }

    private Connection open() throws SQLException {
        Connection connection = postgres.open("outbox");
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            statement.execute(SETTINGS);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void sendFor(Connection connection, Producer<byte[], byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        while (true) {
            if (System.nanoTime() - forgotAt >= FORGET_EVERY.toNanos()) {
                owed.forgetOldRefusals(connection);
                forgotAt = System.nanoTime();
            }
            owedSince = owed.oldest(connection).orElse(null);
            lookedAt = System.nanoTime();
            if (!owed.send(connection, producer)) {
                Thread.sleep(IDLE.toMillis());
            }
        }
    }
}
