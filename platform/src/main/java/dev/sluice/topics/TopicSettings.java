package dev.sluice.topics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param partitions of every raw, valid and dead-letter topic; never changed in place
 * @param replicationFactor copies of each partition; -1 is the broker's default
 * @param rawRetention how long raw rows stay readable
 * @param batchesRetention how long batch events stay readable
 * @param deadLetterRetention how long dead letters stay readable in the log; the ledger keeps them longer
 * @param validHistory how long each write to a key stays readable before the topic keeps only the last
 * @param deletesRetention how long a removal stays readable
 * @param rawMaxSize the largest record batch a raw topic takes
 * @param deadLetterMaxSize the same for dead letters, which carry a raw record and its reasons
 */
@ConfigurationProperties("sluice.topics")
public record TopicSettings(
        @DefaultValue("6") int partitions,
        @DefaultValue("-1") short replicationFactor,
        @DefaultValue("7d") Duration rawRetention,
        @DefaultValue("30d") Duration batchesRetention,
        @DefaultValue("30d") Duration deadLetterRetention,
        @DefaultValue("7d") Duration validHistory,
        @DefaultValue("30d") Duration deletesRetention,
        @DefaultValue("1MB") DataSize rawMaxSize,
        @DefaultValue("4MB") DataSize deadLetterMaxSize) {

    public TopicSettings {
        require(partitions >= 1, "partitions", "at least 1", partitions);
        require(
                replicationFactor == -1 || replicationFactor >= 1,
                "replication-factor",
                "-1 or at least 1",
                replicationFactor);
        requirePositive("raw-retention", rawRetention);
        requirePositive("batches-retention", batchesRetention);
        requirePositive("dead-letter-retention", deadLetterRetention);
        requirePositive("valid-history", validHistory);
        requirePositive("deletes-retention", deletesRetention);
        require(rawMaxSize.toBytes() >= 1024, "raw-max-size", "at least 1 KB", rawMaxSize);
        require(
                deadLetterMaxSize.toBytes() >= rawMaxSize.toBytes() + 64 * 1024,
                "dead-letter-max-size",
                "at least 64 KB more than raw-max-size",
                deadLetterMaxSize);
    }

    private static void requirePositive(String name, Duration value) {
        require(value.toMillis() > 0, name, "longer than nothing", value);
    }

    private static void require(boolean met, String name, String rule, Object value) {
        if (!met) {
            throw new IllegalArgumentException("sluice.topics." + name + " must be " + rule + " but is " + value);
        }
    }
}
