package dev.sluice.topics;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param bootstrapServers where to find the cluster, as Kafka's own clients read it
 * @param properties handed to every Kafka client as they are: security, buffers, time-outs
 */
@ConfigurationProperties("sluice.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue Map<String, String> properties) {

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("sluice.kafka.bootstrap-servers must not be blank");
        }
        properties = Map.copyOf(properties);
    }
}
