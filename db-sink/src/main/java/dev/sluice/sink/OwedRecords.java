package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The outbox, read from its other end. */
final class OwedRecords {
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('sluice.outbox.%s', 0))";

    private static final String NEXT = """
            select id, topic, partition, key, value, header_names, header_values from %s order by id limit 500
            """;

    private static final String OLDEST = "select created_at from %s order by id limit 1";

    private static final String DELETE = "delete from %s where id = any (?)";

    /** A repeated compensation is recognised for as long as the log could hold it back. */
    private static final String FORGET = "delete from %s where refused_at < now() - interval '30 days'";

    private final String alone;
    private final String next;
    private final String oldest;
    private final String delete;
    private final String forget;

    OwedRecords(SystemSchema schema) {
        this.alone = ALONE.formatted(schema.name());
        this.next = NEXT.formatted(schema.table("outbox"));
        this.oldest = OLDEST.formatted(schema.table("outbox"));
        this.delete = DELETE.formatted(schema.table("outbox"));
        this.forget = FORGET.formatted(schema.table("refusals"));
    }

    void forgetOldRefusals(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(forget);
            connection.commit();
        }
    }

    /** Since when the log is owed something, whoever is to send it. */
    Optional<Instant> oldest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(oldest)) {
            Optional<Instant> since =
                    row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            connection.commit();
            return since;
        }
    }

    /** Whether there was something to send, and nobody else is sending. */
    boolean send(Connection connection, Producer<byte[], byte[]> producer)
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
