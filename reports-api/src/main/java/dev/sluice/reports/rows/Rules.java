package dev.sluice.reports.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.contract.Bound;
import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.TextPattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a contract says of a column beyond its type, for those who make forms of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rules(
        @Nullable String min,
        @Nullable String max,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable String pattern,
        @Nullable List<String> symbols) {

    static Rules of(Column column) {
        return new Rules(
                Optional.ofNullable(column.min()).map(Bound::text).orElse(null),
                Optional.ofNullable(column.max()).map(Bound::text).orElse(null),
                column.minLength() == 0 ? null : Integer.valueOf(column.minLength()),
                column.maxLength() == Integer.MAX_VALUE ? null : Integer.valueOf(column.maxLength()),
                Optional.ofNullable(column.pattern()).map(TextPattern::text).orElse(null),
                column.type() instanceof ColumnType.Enumeration enumeration ? enumeration.symbols() : null);
    }
}
