package dev.sluice.contract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table with its rules.
 *
 * @param position index in the contract, from 0
 * @param optional whether it may be null; everything else is required
 * @param generated whether a row without a value is given one by the table's sequence
 * @param minLength in code points, 0 when the contract says nothing
 * @param maxLength in code points, {@link Integer#MAX_VALUE} when the contract says nothing
 * @param references the table whose key this column holds
 */
public record Column(
        String name,
        int position,
        ColumnType type,
        boolean optional,
        boolean generated,
        boolean isKey,
        String doc,
        @Nullable Bound min,
        @Nullable Bound max,
        int minLength,
        int maxLength,
        @Nullable TextPattern pattern,
        Optional<String> references) {

    /** The same column, bound by nothing but its type. */
    public Column withoutRules() {
        return new Column(
                name,
                position,
                type,
                optional,
                generated,
                isKey,
                doc,
                null,
                null,
                0,
                Integer.MAX_VALUE,
                null,
                Optional.empty());
    }
}
