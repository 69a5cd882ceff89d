package dev.sluice.platform;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where the schema registry answers
 * @param properties handed to the registry client as they are, under Confluent's names
 */
@ConfigurationProperties("sluice.registry")
record RegistrySettings(
        @DefaultValue("http://localhost:8081") URI url,
        @DefaultValue Map<String, String> properties) {

    RegistrySettings {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("sluice.registry.url must start with http:// or https:// but is " + url);
        }
        properties = Map.copyOf(properties);
    }
}
