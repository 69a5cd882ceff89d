package dev.sluice.producer.incoming;

import dev.sluice.contract.Contract;
import java.util.List;
import java.util.Map;

/**
 * The rows of one request, per table in the order of the body.
 *
 * @param source how they came in, such as {@code json}
 */
public record Rows(Map<Contract, List<IncomingRow>> tables, String source) {
    public int count() {
        return tables.values().stream().mapToInt(List::size).sum();
    }
}
