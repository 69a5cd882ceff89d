package dev.sluice.validator;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param referenceGrace how long a row waits for a missing parent before it may become a dead letter
 * @param threads stream threads of this instance
 * @param commitInterval the longest that judged rows stay uncommitted under load
 * @param stateDir where waiting rows and the keys of parents are kept; one per instance
 * @param replacements how many stream threads may die within {@code replacementWindow} before the stage gives up
 * @param replacementWindow after this time a dead thread is forgiven
 * @param registryPatience how long a stream thread asks an unreachable registry again; below the transaction time-out
 * @param closeTimeout how long closing may take
 */
@ConfigurationProperties("sluice.validator")
record ValidatorSettings(
        @DefaultValue("5s") Duration referenceGrace,
        @DefaultValue("2") int threads,
        @DefaultValue("25ms") Duration commitInterval,
        @DefaultValue("data/validator") Path stateDir,
        @DefaultValue("10") int replacements,
        @DefaultValue("10m") Duration replacementWindow,
        @DefaultValue("4s") Duration registryPatience,
        @DefaultValue("10s") Duration closeTimeout) {

    /** Kafka Streams gives transactions 10 s; the rest is for the commit. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(8);

    ValidatorSettings {
        require(!referenceGrace.isNegative(), "reference-grace", "not be negative", referenceGrace);
        require(threads >= 1, "threads", "be at least 1", threads);
        require(commitInterval.toMillis() >= 1, "commit-interval", "be at least 1ms", commitInterval);
        require(replacements >= 0, "replacements", "not be negative", replacements);
        require(replacementWindow.toMillis() >= 1, "replacement-window", "be at least 1ms", replacementWindow);
        require(
                !registryPatience.isNegative() && registryPatience.compareTo(LONGEST_PATIENCE) <= 0,
                "registry-patience",
                "be between 0s and 8s",
                registryPatience);
        require(closeTimeout.toMillis() >= 1, "close-timeout", "be at least 1ms", closeTimeout);
    }

    private static void require(boolean met, String name, String rule, Object value) {
        if (!met) {
            throw new IllegalArgumentException("sluice.validator." + name + " must " + rule + " but is " + value);
        }
    }
}
