package dev.sluice.producer.csv;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.KeyText;
import dev.sluice.row.RawRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks a table's key out of a CSV record, and nothing else. */
final class CsvKey {
    private final KeyText keys;
    private final byte delimiter;
    private final int place;
    private final byte[] contentType;
    private final byte @Nullable [] columns;

    private CsvKey(KeyText keys, CsvLayout layout) {
        this.keys = keys;
        this.delimiter = layout.delimiter();
        this.place = layout.columns().indexOf(keys.column());
        this.contentType = layout.contentType();
        this.columns = layout.columnNames();
    }

    static CsvKey of(Contract contract, CsvLayout layout) {
        return new CsvKey(KeyText.of(contract), layout);
    }

    /** The canonical key text, or null where the record has none that can be read. */
    @Nullable
    String text(byte[] record) {
        String plain = place == 0 ? first(record) : null;
        return plain != null ? plain : keys.judged(new RawRow(null, record, contentType, columns, null, false));
    }

    /** Whether the record leaves the first key field out, or has nothing in it. */
    boolean absent(byte[] record) {
        if (place < 0) {
            return true;
        }
        List<String> fields = CsvFields.of(record, 0, record.length, delimiter, place + 1);
        return place < fields.size() && fields.get(place).isEmpty();
    }

    /** The key stands first in most files, as a bare number. */
    private @Nullable String first(byte[] record) {
        int end = 0;
        while (end < record.length && record[end] >= '0' && record[end] <= '9') {
            end++;
        }
        return end < record.length && record[end] == delimiter ? keys.plain(record, 0, end) : null;
    }
}
