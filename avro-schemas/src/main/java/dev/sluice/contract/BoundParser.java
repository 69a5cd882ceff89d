package dev.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads {@code sluice.min} and {@code sluice.max} in the spelling of their column's type. */
final class BoundParser {
    private final String source;
    private final String field;
    private final ColumnType type;

    BoundParser(String source, String field, ColumnType type) {
        this.source = source;
        this.field = field;
        this.type = type;
    }

    @Nullable
    Bound parse(String rule, @Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (!node.isNumber()) {
            throw wrong(rule + " must be a number");
        }
        BigDecimal value = node.decimalValue();
        return new Bound(value.toString(), value);
    }

    private ContractException wrong(String reason) {
        return new ContractException(source, field, reason + " for " + type);
    }
}
