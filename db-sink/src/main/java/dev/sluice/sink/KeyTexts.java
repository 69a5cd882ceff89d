package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.row.RowKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of records as the parameters of a statement: one array of texts for each key column. */
final class KeyTexts {
    private final RowKey codec;
    private final List<List<String>> columns = new ArrayList<>();

    private KeyTexts(Contract contract, RowKey codec) {
        this.codec = codec;
        contract.key().forEach(column -> columns.add(new ArrayList<>()));
    }

    static KeyTexts of(Contract contract, RowKey codec) {
        return new KeyTexts(contract, codec);
    }

    /** False when the bytes are no key of this table. */
    boolean add(byte[] key) {
        Optional<List<Object>> values = codec.values(new String(key, StandardCharsets.UTF_8));
        values.ifPresent(list -> {
            for (int i = 0; i < list.size(); i++) {
                columns.get(i).add(text(list.get(i)));
            }
        });
        return values.isPresent();
    }

    /** Sets the first parameters of the statement. */
    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(
                    i + 1, connection.createArrayOf("text", columns.get(i).toArray()));
        }
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
