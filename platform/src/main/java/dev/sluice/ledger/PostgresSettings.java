package dev.sluice.ledger;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url JDBC address of the database
 * @param user who we are there
 * @param password may be empty where the server trusts us
 * @param poolSize how many connections the requests of one process share; the sink opens its own beside them
 * @param acquireTimeout how long a request waits for a connection before it answers that the database is unavailable
 * @param properties handed to the driver as they are
 */
@ConfigurationProperties("sluice.postgres")
public record PostgresSettings(
        @DefaultValue("jdbc:postgresql://localhost:5432/sluice")
        String url,

        @DefaultValue("sluice") String user,
        @DefaultValue("") String password,
        @DefaultValue("10") int poolSize,
        @DefaultValue("3s") Duration acquireTimeout,
        @DefaultValue Map<String, String> properties) {

    public PostgresSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("sluice.postgres.url must start with jdbc:postgresql: but is " + url);
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("sluice.postgres.user must not be blank");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("sluice.postgres.pool-size must be at least 1 but is " + poolSize);
        }
        if (acquireTimeout.toMillis() < 250) {
            throw new IllegalArgumentException(
                    "sluice.postgres.acquire-timeout must be at least 250ms but is " + acquireTimeout);
        }
        properties = Map.copyOf(properties);
    }

    /** Never with the password. */
    @Override
    public String toString() {
        return "PostgresSettings[url=" + url + ", user=" + user + "]";
    }
}
