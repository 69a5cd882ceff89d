package dev.sluice.start;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timeout how long a start waits for each backend that doesn't answer yet
 */
@ConfigurationProperties("sluice.start")
public record StartSettings(@DefaultValue("60s") Duration timeout) {

    public StartSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("sluice.start.timeout must not be negative but is " + timeout);
        }
    }
}
