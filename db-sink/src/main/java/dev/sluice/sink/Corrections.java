package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Which batch corrects which, as the rows of one transaction say. */
final class Corrections {
    private static final String INSERT = """
            insert into %s (batch_id, corrects) select * from unnest(?::text[], ?::text[]) on conflict do nothing
            """;

    private final String insert;
    private final Map<String, String> found = new TreeMap<>();
    private byte[] lastBatch = new byte[0];

    Corrections(SystemSchema schema) {
        this.insert = INSERT.formatted(schema.table("corrections"));
    }

    /** Called for every row: rows of a batch follow each other, and say the same. */
    void seen(byte[] batch, byte[] corrects) {
        if (corrects.length > 0 && batch.length > 0 && !Arrays.equals(batch, lastBatch)) {
            lastBatch = batch;
            found.putIfAbsent(RecordText.id(batch), RecordText.id(corrects));
        }
    }

    /** In the order of batches: transactions that meet lock in the same order. */
    void write(Connection connection) throws SQLException {
        if (found.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setArray(
                    1, connection.createArrayOf("text", found.keySet().toArray()));
            statement.setArray(
                    2, connection.createArrayOf("text", found.values().toArray()));
            statement.executeUpdate();
        }
    }
}
