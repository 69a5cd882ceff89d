package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.wire.Headers;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction has to do with an open restore: it remembers which keys were written by others, and finds the
 * restored rows that come too late because of that. A row that came in while a restore ran is the newer one.
 */
final class RestoreWatch {
    private static final String ANY = "select exists (select from %s where topic = ? and partition = ?)";

    private static final String FIND = """
            select w.key, w.written_offset from %s w
            join (select distinct key from unnest(?::bytea[]) k (key)) k using (key)
            where w.topic = ? and w.partition = ?
            """;

    private static final String REMEMBER = """
            insert into %s as w (topic, partition, key, written_offset)
            select ?, ?, key, written_offset from unnest(?::bytea[], ?::bigint[]) k (key, written_offset)
            on conflict (topic, partition, key) do update set written_offset = excluded.written_offset
            """;

    private static final String OVERTAKEN = """
            insert into %s (restore_id, topic, partition, key) values (?, ?, ?, ?) on conflict do nothing
            """;

    /** A restored row whose key was written after the comparison. */
    record Overtaken(Contract contract, Write write) {}

    private final Connection connection;
    private final boolean open;
    private final String any;
    private final String find;
    private final String remember;
    private final String insertOvertaken;
    private final Map<TopicPartition, Map<Write, Long>> written = new HashMap<>();
    private final Map<TopicPartition, Map<Write, Long>> remembered = new HashMap<>();
    private final List<Overtaken> overtaken = new ArrayList<>();

    RestoreWatch(SystemSchema schema, Connection connection, boolean open) {
        this.connection = connection;
        this.open = open;
        this.any = ANY.formatted(schema.table("restore_writes"));
        this.find = FIND.formatted(schema.table("restore_writes"));
        this.remember = REMEMBER.formatted(schema.table("restore_writes"));
        this.insertOvertaken = OVERTAKEN.formatted(schema.table("restore_overtaken"));
    }

    /** Of a row that no restore sent. */
    void written(Write write) {
        if (open) {
            written.computeIfAbsent(write.partition(), partition -> new HashMap<>())
                    .put(write, write.offset());
        }
    }

    /**
     * Whether the key of a restored row was written after the comparison; the row is not to be stored then.
     *
     * @param partition all records of its partition in this micro-batch, to be asked about together
     */
    boolean isOvertaken(Contract contract, Write restored, long since, List<ConsumerRecord<byte[], byte[]>> partition)
            throws SQLException {
        if (!open) {
            return false;
        }
        TopicPartition at = restored.partition();
        if (!remembered.containsKey(at)) {
            remembered.put(at, find(at, partition));
        }
        long last = Math.max(
                written.getOrDefault(at, Map.of()).getOrDefault(restored, -1L),
                remembered.get(at).getOrDefault(restored, -1L));
        if (last < since) {
            return false;
        }
        overtaken.add(new Overtaken(contract, restored));
        return true;
    }

    List<Overtaken> overtaken() {
        return overtaken;
    }

    private Map<Write, Long> find(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        Map<Write, Long> found = new HashMap<>();
        if (!isAnyRemembered(at)) {
            return found;
        }
        Map<Write, Long> byKey = new HashMap<>();
        records.stream().filter(record -> record.key() != null).forEach(record -> byKey.put(new Write(record), 0L));
        try (PreparedStatement query = connection.prepareStatement(find)) {
            query.setArray(1, keys(byKey));
            query.setString(2, at.topic());
            query.setInt(3, at.partition());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ConsumerRecord<byte[], byte[]> key =
                            new ConsumerRecord<>(at.topic(), at.partition(), 0, rows.getBytes(1), null);
                    found.put(new Write(key), rows.getLong(2));
                }
            }
        }
        return found;
    }

    private boolean isAnyRemembered(TopicPartition at) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(any)) {
            query.setString(1, at.topic());
            query.setInt(2, at.partition());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Writes down what the next transactions and the restore itself have to know. */
    void write() throws SQLException {
        for (Map.Entry<TopicPartition, Map<Write, Long>> entry : written.entrySet()) {
            try (PreparedStatement insert = connection.prepareStatement(remember)) {
                insert.setString(1, entry.getKey().topic());
                insert.setInt(2, entry.getKey().partition());
                insert.setArray(3, keys(entry.getValue()));
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "bigint", entry.getValue().values().toArray()));
                insert.executeUpdate();
            }
        }
        for (Overtaken late : overtaken) {
            try (PreparedStatement insert = connection.prepareStatement(insertOvertaken)) {
                Write write = late.write();
                insert.setString(1, RecordText.id(write.record(), Headers.BATCH).orElse(""));
                insert.setString(2, write.partition().topic());
                insert.setInt(3, write.partition().partition());
                insert.setBytes(4, write.record().key());
                insert.executeUpdate();
            }
        }
    }

    private Array keys(Map<Write, Long> writes) throws SQLException {
        byte[][] keys =
                writes.keySet().stream().map(write -> write.record().key()).toArray(byte[][]::new);
        return connection.createArrayOf("bytea", keys);
    }
}
