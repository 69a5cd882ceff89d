package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Brings a valid topic back in line with its table after a record was refused: publishes the row as it stands. That record
 * repairs the log; the table holds it already, so it is never stored. When the key was written in between, the log ends on
 * an outdated row again, and the present one is published in turn.
 */
final class Compensation {
    private static final String REMEMBER = """
            insert into %s (topic, partition, refused_offset) values (?, ?, ?) on conflict do nothing
            """;

    private static final String KNOWN = """
            select from %s where topic = ? and partition = ? and refused_offset = ?
            """;

    private final String remember;
    private final String known;
    private final Outbox outbox;
    private final Function<String, TableSql> tables;
    private final ToIntFunction<Contract> schemaIds;
    private final Map<String, StandingRow> readers = new HashMap<>();

    Compensation(
            SystemSchema schema, Outbox outbox, Function<String, TableSql> tables, ToIntFunction<Contract> schemaIds) {
        this.remember = REMEMBER.formatted(schema.table("refusals"));
        this.known = KNOWN.formatted(schema.table("refusals"));
        this.outbox = outbox;
        this.tables = tables;
        this.schemaIds = schemaIds;
    }

    /** Of a refused record that was the last of its key. */
    void compensate(Connection connection, Contract contract, ConsumerRecord<byte[], byte[]> refused)
            throws SQLException {
        Position position = Position.of(refused);
        remember(connection, position);
        byte[] row = standing(connection, contract, refused.key()).orElse(null);
        publish(connection, contract, refused, position, row);
    }

    /** Whether the record repairs the log after a refusal that we know of. */
    boolean isRepair(Connection connection, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        Optional<Position> refused = refused(record);
        return refused.isPresent() && isKnown(connection, refused.get());
    }

    private static Optional<Position> refused(ConsumerRecord<byte[], byte[]> record) {
        return Headers.text(record.headers(), Headers.REFUSED).flatMap(Position::parse);
    }

    /** Of a repairing record that is the last of its key: whether it still says what the table holds. */
    void compare(Connection connection, Contract contract, ConsumerRecord<byte[], byte[]> repair) throws SQLException {
        byte[] row = standing(connection, contract, repair.key()).orElse(null);
        byte[] said = repair.value() == null ? null : Framing.body(repair.value());
        if (!Arrays.equals(row, said)) {
            publish(connection, contract, repair, refused(repair).orElseThrow(), row);
        }
    }

    private Optional<byte[]> standing(Connection connection, Contract contract, byte[] key) throws SQLException {
        return readers.computeIfAbsent(contract.table(), table -> new StandingRow(contract, tables.apply(table)))
                .read(connection, key);
    }

    private void publish(
            Connection connection,
            Contract contract,
            ConsumerRecord<byte[], byte[]> at,
            Position refused,
            byte @Nullable [] row)
            throws SQLException {
        byte[] value = row == null ? null : Framing.frame(schemaIds.applyAsInt(contract), row);
        Map<String, byte[]> headers = Map.of(Headers.REFUSED, Headers.bytes(refused.toString()));
        outbox.add(connection, at.topic(), at.partition(), at.key(), value, headers);
    }

    private void remember(Connection connection, Position refused) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(remember)) {
            bind(insert, refused);
            insert.executeUpdate();
        }
    }

    private boolean isKnown(Connection connection, Position refused) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(known)) {
            bind(query, refused);
            return query.executeQuery().next();
        }
    }

    private static void bind(PreparedStatement statement, Position position) throws SQLException {
        statement.setString(1, position.topic());
        statement.setInt(2, position.partition());
        statement.setLong(3, position.offset());
    }
}
