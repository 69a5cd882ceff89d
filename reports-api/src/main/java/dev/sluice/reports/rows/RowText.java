package dev.sluice.reports.rows;

import dev.sluice.contract.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row's values as the contract spells them, so that what is read here can be sent back as it is. */
final class RowText {

    private RowText() {}

    static Map<String, @Nullable Object> object(List<Column> columns, Row row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Column column : columns) {
            object.put(column.name(), json(row.values().get(column.position())));
        }
        return object;
    }

    static List<@Nullable Object> cells(Row row) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object value : row.values()) {
            cells.add(value instanceof BigDecimal decimal ? decimal.toPlainString() : json(value));
        }
        return cells;
    }

    /** Numbers and booleans as they are; dates, instants and UUIDs as ISO text. */
    private static @Nullable Object json(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
