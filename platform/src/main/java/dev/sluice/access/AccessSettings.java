package dev.sluice.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param refresh how often a process reads the keys: so long it may take until a key that another process revoked is refused
 *     here
 * @param session how long a browser stays signed in
 */
@ConfigurationProperties("sluice.access")
public record AccessSettings(
        @DefaultValue("1s") Duration refresh,
        @DefaultValue("12h") Duration session) {

    public AccessSettings {
        if (refresh.toMillis() < 10) {
            throw new IllegalArgumentException("sluice.access.refresh must be at least 10ms but is " + refresh);
        }
        if (session.toSeconds() < 60) {
            throw new IllegalArgumentException("sluice.access.session must be at least 1m but is " + session);
        }
    }
}
