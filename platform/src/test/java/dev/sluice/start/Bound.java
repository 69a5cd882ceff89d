package dev.sluice.start;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds a settings record as a start would, from "name=value" texts. */
public final class Bound {

    private Bound() {}

    public static <T> T of(Class<T> settings, String... properties) {
        Map<String, String> source = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            source.put(property.substring(0, equals), property.substring(equals + 1));
        }
        ConfigurationProperties annotation = settings.getAnnotation(ConfigurationProperties.class);
        return new Binder(new MapConfigurationPropertySource(source)).bindOrCreate(annotation.value(), settings);
    }
}
