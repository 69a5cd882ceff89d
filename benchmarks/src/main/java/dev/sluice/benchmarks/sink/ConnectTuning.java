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
    /** Those worth a round; the connector's reduction buffer and smaller batches are slower than any of them. */
    static final List<ConnectTuning> WORTH_A_ROUND =
            List.of(unnest(5_000, 5_000), unnest(5_000, 20_000), unnest(10_000, 10_000), rewritten(5_000, 5_000));

    /** Arrays are bound as they come, so timestamps have to come as text. */
    private static ConnectTuning unnest(int batch, int poll) {
        return new ConnectTuning(
                "unnest, batches of %d, polls of %d".formatted(batch, poll),
                "",
                Map.of("batch.size", Integer.toString(batch), "dialect.postgres.unnest.insert.enabled", "true"),
                "zoned",
                poll);
    }

    private static ConnectTuning rewritten(int batch, int poll) {
        return new ConnectTuning(
                "rewritten inserts, batches of %d, polls of %d".formatted(batch, poll),
                "?reWriteBatchedInserts=true",
                Map.of("batch.size", Integer.toString(batch)),
                "micros",
                poll);
    }
}
