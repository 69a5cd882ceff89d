package dev.sluice.topics;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where the schema registry answers; several may be given, separated by commas
 * @param properties handed to the registry client as they are, under Confluent's names
 */
@ConfigurationProperties("sluice.registry")
record RegistrySettings(
        @DefaultValue("http://localhost:8081") String url,
        @DefaultValue Map<String, String> properties) {

    RegistrySettings {
        for (String one : url.split(",")) {
            if (!one.strip().matches("https?://.+")) {
                throw new IllegalArgumentException(
                        "sluice.registry.url must start with http:// or https:// but is " + withoutPassword(one));
            }
        }
        properties = Map.copyOf(properties);
    }

    Map<String, String> config() {
        Map<String, String> config = new HashMap<>(properties);
        config.put("schema.registry.url", url);
        return config;
    }

    /** What may be shown of it. */
    String address() {
        return withoutPassword(url);
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("[^/@]*@", "");
    }

    /** Never with a password. */
    @Override
    public String toString() {
        return "RegistrySettings[url=" + address() + "]";
    }
}
