package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.row.RowKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another attempt of a dead letter from replacing a row that the table has by now. All keys of a micro-batch are
 * looked up at once, and only where it has such a row. Nobody else writes these keys meanwhile: they belong to the
 * partitions of this thread.
 */
final class WrittenSince {
    private final Connection connection;
    private final MicroBatch batch;
    private final Function<String, TableSql> tables;
    private final Map<String, Set<String>> present = new HashMap<>();

    WrittenSince(Connection connection, MicroBatch batch, Function<String, TableSql> tables) {
        this.connection = connection;
        this.batch = batch;
        this.tables = tables;
    }

    /** @param before the write to the same key before this one in this micro-batch */
    boolean holds(Contract contract, Write write, @Nullable Write before) throws SQLException {
        if (write.isRemoval()) {
            return false;
        }
        if (before != null) {
            return !before.isRemoval();
        }
        Set<String> keys = present.get(contract.table());
        if (keys == null) {
            keys = present(contract, write.record().topic());
            present.put(contract.table(), keys);
        }
        return keys.contains(text(write.record().key()));
    }

    private Set<String> present(Contract contract, String topic) throws SQLException {
        KeyTexts asked = KeyTexts.of(contract, RowKey.of(contract));
        List<String> names = new ArrayList<>();
        RowHeaders headers = new RowHeaders();
        for (List<ConsumerRecord<byte[], byte[]>> partition : batch.records()) {
            for (ConsumerRecord<byte[], byte[]> record : partition) {
                if (record.topic().equals(topic) && record.key() != null) {
                    headers.read(record);
                    if (headers.mustBeNew() && asked.add(record.key())) {
                        names.add(text(record.key()));
                    }
                }
            }
        }
        Set<String> found = new HashSet<>();
        try (PreparedStatement query =
                connection.prepareStatement(tables.apply(contract.table()).present())) {
            asked.bind(connection, query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(names.get(rows.getInt(1) - 1));
                }
            }
        }
        return found;
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
