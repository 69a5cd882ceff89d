package dev.sluice.reports.rows;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table.
 *
 * @param values in contract order
 * @param key the values of the key columns in key order
 */
record Row(List<@Nullable Object> values, List<Object> key) {
    Row {
        values = Collections.unmodifiableList(values);
        key = List.copyOf(key);
    }
}
