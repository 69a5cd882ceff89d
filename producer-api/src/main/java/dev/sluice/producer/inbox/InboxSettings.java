package dev.sluice.producer.inbox;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dir where files are dropped; nothing is watched without it
 * @param quiet a file that hasn't grown for so long is taken to be whole
 */
@ConfigurationProperties("sluice.inbox")
record InboxSettings(@Nullable Path dir, @DefaultValue("2s") Duration quiet) {
    InboxSettings {
        if (quiet.isNegative() || quiet.isZero()) {
            throw new IllegalArgumentException("sluice.inbox.quiet must be positive but is " + quiet);
        }
    }
}
