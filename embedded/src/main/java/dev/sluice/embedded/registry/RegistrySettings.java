package dev.sluice.embedded.registry;

import java.time.Duration;
import java.util.Map;

/**
 * Where the registry keeps what it knows.
 *
 * @param replicationFactor of the topic when it has to be created; -1 for the broker's default
 * @param timeout how long a write may take before its caller hears that nobody knows
 * @param kafkaProperties client properties that come on top, such as those for security
 */
public record RegistrySettings(
        String bootstrapServers,
        String topic,
        short replicationFactor,
        Duration timeout,
        Map<String, String> kafkaProperties) {
    public static final String DEFAULT_TOPIC = "_schemas";

    public RegistrySettings {
        if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("the registry's timeout must be at least 100 ms but is " + timeout);
        }
        kafkaProperties = Map.copyOf(kafkaProperties);
    }

    public static RegistrySettings of(String bootstrapServers) {
        return new RegistrySettings(bootstrapServers, DEFAULT_TOPIC, (short) -1, Duration.ofSeconds(10), Map.of());
    }
}
