package dev.sluice.sink;

import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what transactions owe to the log, in the order in which it was written, at least once: a record is deleted when
 * the log has it. One sender works at a time, in whichever process.
 */
final class OutboxSender implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final long STOP_MILLIS = 5_000;

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('sluice.outbox.%s', 0))";

    private static final String NEXT = """
            select id, topic, partition, key, value, header_names, header_values from %s order by id limit 500
            """;

    private static final String DELETE = "delete from %s where id = any (?)";

    /** A repeated compensation is recognised for as long as the log could hold it back. */
    private static final String FORGET = "delete from %s where refused_at < now() - interval '30 days'";

    private final Postgres postgres;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String alone;
    private final String next;
    private final String delete;
    private final String forget;
    private @Nullable Thread worker;

    OutboxSender(Postgres postgres, SystemSchema schema, Supplier<Producer<byte[], byte[]>> producers) {
        this.postgres = postgres;
        this.producers = producers;
        this.alone = ALONE.formatted(schema.name());
        this.next = NEXT.formatted(schema.table("outbox"));
        this.delete = DELETE.formatted(schema.table("outbox"));
        this.forget = FORGET.formatted(schema.table("refusals"));
    }

    @Override
    public synchronized void start() {
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
        return worker != null;
    }

    private void run() {
        try (Producer<byte[], byte[]> producer = producers.get()) {
            while (!Thread.interrupted()) {
                try (Connection connection = postgres.open("outbox")) {
                    connection.setAutoCommit(false);
                    forgetOldRefusals(connection);
                    while (true) {
                        if (!sendSome(connection, producer)) {
                            Thread.sleep(IDLE.toMillis());
                        }
                    }
                } catch (SQLException | KafkaException | ExecutionException e) {
                    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("outbox will be tried again");
                    Thread.sleep(AFTER_FAILURE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // We were asked to stop; what is not deleted is sent again after the next start.
            Thread.currentThread().interrupt();
        }
    }

    private void forgetOldRefusals(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(forget);
            connection.commit();
        }
    }

    /** Whether there was something to send. */
    private boolean sendSome(Connection connection, Producer<byte[], byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        List<Long> sent = new ArrayList<>();
        List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (isAlone(statement)) {
                try (ResultSet rows = statement.executeQuery(next)) {
                    while (rows.next()) {
                        sent.add(rows.getLong(1));
                        acknowledged.add(producer.send(record(rows)));
                    }
                }
            }
        }
        for (Future<RecordMetadata> future : acknowledged) {
            future.get();
        }
        if (!sent.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setArray(1, connection.createArrayOf("bigint", sent.toArray()));
                statement.executeUpdate();
            }
        }
        connection.commit();
        return !sent.isEmpty();
    }

    private boolean isAlone(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(alone)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                row.getString(2), row.getObject(3, Integer.class), row.getBytes(4), row.getBytes(5));
        Array names = row.getArray(6);
        Array values = row.getArray(7);
        String[] headers = (String[]) names.getArray();
        byte[][] contents = (byte[][]) values.getArray();
        for (int i = 0; i < headers.length; i++) {
            record.headers().add(new RecordHeader(headers[i], contents[i]));
        }
        return record;
    }
}
