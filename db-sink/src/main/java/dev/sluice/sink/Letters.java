package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Dead letters into the ledger, each once, however often and by whichever way it comes. */
final class Letters {
    private static final String INSERT = """
            insert into %s (id, table_name, batch_id, row_number, key, payload_key, payload, content_type, columns,
                            reasons, attempt, raw_topic, raw_partition, raw_offset,
                            letter_topic, letter_partition, letter_offset)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """;

    /** A letter that this stage wrote has come to the topic by the outbox. */
    private static final String FOUND = """
            update %s set letter_topic = ?, letter_partition = ?, letter_offset = ?
            where id = ? and letter_topic is null
            """;

    private final String insert;
    private final String found;

    Letters(SystemSchema schema) {
        this.insert = INSERT.formatted(schema.table("dead_letters"));
        this.found = FOUND.formatted(schema.table("dead_letters"));
    }

    /** Writes the letters; answers those that were not in the ledger before. */
    List<DeadLetter> write(Connection connection, List<DeadLetter> letters) throws SQLException {
        List<DeadLetter> fresh = new ArrayList<>();
        List<DeadLetter> known = new ArrayList<>();
        if (letters.isEmpty()) {
            return fresh;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (DeadLetter letter : letters) {
                bind(statement, letter);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                (counts[i] == 0 ? known : fresh).add(letters.get(i));
            }
        }
        markFound(connection, known);
        return fresh;
    }

    private void markFound(Connection connection, List<DeadLetter> known) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(found)) {
            for (DeadLetter letter : known) {
                Position at = letter.letter();
                if (at != null) {
                    statement.setString(1, at.topic());
                    statement.setInt(2, at.partition());
                    statement.setLong(3, at.offset());
                    statement.setObject(4, letter.id());
                    statement.executeUpdate();
                }
            }
        }
    }

    private void bind(PreparedStatement statement, DeadLetter letter) throws SQLException {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        statement.setObject(1, letter.id());
        statement.setString(2, letter.table());
        statement.setString(3, letter.batch());
        statement.setObject(4, letter.row() == 0 ? null : letter.row(), Types.BIGINT);
        byte[] key = record.key();
        statement.setString(5, key == null ? null : RecordText.storable(new String(key, StandardCharsets.UTF_8)));
        statement.setBytes(6, key);
        statement.setBytes(7, record.value());
        statement.setString(8, RecordText.text(record, Headers.CONTENT_TYPE).orElse(null));
        statement.setString(9, RecordText.text(record, Headers.COLUMNS).orElse(null));
        statement.setString(10, letter.reasons());
        long attempt = RecordText.number(record, Headers.ATTEMPT);
        statement.setInt(11, attempt > 0 && attempt < Integer.MAX_VALUE ? (int) attempt : 1);
        statement.setString(12, letter.source().topic());
        statement.setInt(13, letter.source().partition());
        statement.setLong(14, letter.source().offset());
        Position at = letter.letter();
        statement.setString(15, at == null ? null : at.topic());
        statement.setObject(16, at == null ? null : at.partition(), Types.INTEGER);
        statement.setObject(17, at == null ? null : at.offset(), Types.BIGINT);
    }
}
