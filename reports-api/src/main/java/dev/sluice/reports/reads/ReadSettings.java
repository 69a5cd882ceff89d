package dev.sluice.reports.reads;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poolSize how many readings go on at the same time
 * @param statementTimeout after how long a single query is given up
 */
@ConfigurationProperties("sluice.reports")
public record ReadSettings(
        @DefaultValue("8") int poolSize,
        @DefaultValue("60s") Duration statementTimeout) {

    public ReadSettings {
        if (poolSize < 1) {
            throw new IllegalArgumentException("sluice.reports.pool-size must be at least 1 but is " + poolSize);
        }
        if (statementTimeout.isNegative() || statementTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "sluice.reports.statement-timeout must be positive but is " + statementTimeout);
        }
    }
}
