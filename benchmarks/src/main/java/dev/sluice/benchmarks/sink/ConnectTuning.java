package dev.sluice.benchmarks.sink;

import java.util.List;
import java.util.Map;

/**
 * One way to set up the connector.
 *
 * @param parameters added to the JDBC URL
 * @param sink the connector's own settings
 * @param timestamps as the converter shall give them
 * @param poll how many records Connect hands over at once
 */
record ConnectTuning(String name, String parameters, Map<String, String> sink, String timestamps, int poll) {
    /** Those that were the fastest of what was tried; the connector's reduction buffer and larger batches are slower. */
    static final List<ConnectTuning> BEST = List.of(
            new ConnectTuning(
                    "batches of 5000, unnest",
                    "",
                    Map.of("batch.size", "5000", "dialect.postgres.unnest.insert.enabled", "true"),
                    // Arrays are bound as they come.
                    "zoned",
                    5_000),
            new ConnectTuning(
                    "batches of 5000, rewritten inserts",
                    "?reWriteBatchedInserts=true",
                    Map.of("batch.size", "5000"),
                    "micros",
                    5_000));
}
