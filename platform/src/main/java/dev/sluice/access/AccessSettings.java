package dev.sluice.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param refresh how often a process reads the keys: so long it may take until a key that another process made or revoked
 *     counts here
 */
@ConfigurationProperties("sluice.access")
public record AccessSettings(@DefaultValue("1s") Duration refresh) {

    public AccessSettings {
        if (refresh.toMillis() < 10) {
            throw new IllegalArgumentException("sluice.access.refresh must be at least 10ms but is " + refresh);
        }
    }
}
