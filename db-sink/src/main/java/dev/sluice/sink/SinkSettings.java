package dev.sluice.sink;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param threads each with a consumer and a connection of its own; 0 is one per core
 * @param batchRows the largest micro-batch, in records
 * @param batchSize the largest micro-batch, in bytes of values; one fetch may exceed it
 * @param lockTimeout how long a statement waits for a row that somebody else holds before the micro-batch is tried again
 * @param socketTimeout after how long a silent connection counts as broken
 * @param retryLimit the longest pause between two attempts while PostgreSQL, Kafka or the registry can't be reached
 */
@ConfigurationProperties("sluice.sink")
record SinkSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("20000") int batchRows,
        @DefaultValue("32MB") DataSize batchSize,
        @DefaultValue("5s") Duration lockTimeout,
        @DefaultValue("60s") Duration socketTimeout,
        @DefaultValue("5s") Duration retryLimit) {

    SinkSettings {
        require(threads >= 0, "threads", "0 or more", threads);
        require(batchRows >= 1 && batchRows <= 100_000, "batch-rows", "from 1 to 100000", batchRows);
        require(batchSize.toBytes() > 0, "batch-size", "more than nothing", batchSize);
        require(lockTimeout.toMillis() > 0, "lock-timeout", "longer than nothing", lockTimeout);
        require(socketTimeout.toSeconds() > 0, "socket-timeout", "at least one second", socketTimeout);
        require(retryLimit.toMillis() > 0, "retry-limit", "longer than nothing", retryLimit);
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long batchBytes() {
        return batchSize.toBytes();
    }

    private static void require(boolean met, String name, String rule, Object value) {
        if (!met) {
            throw new IllegalArgumentException("sluice.sink." + name + " must be " + rule + " but is " + value);
        }
    }
}
