package dev.sluice.reports.overview;

import java.time.Instant;
import java.util.Map;

/**
 * @param nanos when it was read, to compare two of them
 * @param letters dead letters by table and state
 * @param receiving batches that are coming in
 * @param unbalanced batches that have not added up for a minute
 * @param interrupted uploads that broke off in the last day
 */
record LedgerState(
        Instant at,
        long nanos,
        Map<String, Counted> tables,
        Map<String, Map<String, Long>> letters,
        long receiving,
        long unbalanced,
        long interrupted) {

    Counted all() {
        return tables.values().stream().reduce(Counted.NOTHING, Counted::plus);
    }

    long letters(String state) {
        return letters.values().stream()
                .mapToLong(byState -> byState.getOrDefault(state, 0L))
                .sum();
    }
}
