package dev.sluice.producer.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ProducerSettingsTest {
    @Test
    void defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ProducerSettings(
                        "edge",
                        8,
                        Duration.ofMillis(4500),
                        DataSize.ofMegabytes(16),
                        Duration.ofSeconds(20),
                        16,
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        0,
                        DataSize.ofBytes(0),
                        DataSize.ofGigabytes(8),
                        DataSize.ofMegabytes(96)));
    }

    @Test
    void bindings() {
        ProducerSettings settings = bound(Map.ofEntries(
                entry("instance", "a-1"),
                entry("writers", "3"),
                entry("answer-within", "2s"),
                entry("max-body", "1MB"),
                entry("body-timeout", "5s"),
                entry("uploads", "4"),
                entry("upload-patience", "7s"),
                entry("upload-abandoned", "8s"),
                entry("quota-rows", "100"),
                entry("quota-bytes", "5KB"),
                entry("max-forms", "7MB"),
                entry("max-bytes-in-flight", "9MB")));

        assertThat(settings)
                .isEqualTo(new ProducerSettings(
                        "a-1",
                        3,
                        Duration.ofSeconds(2),
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(5),
                        4,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        100,
                        DataSize.ofKilobytes(5),
                        DataSize.ofMegabytes(7),
                        DataSize.ofMegabytes(9)));
    }

    @ParameterizedTest
    @CsvSource({
        "instance,a b",
        "writers,0",
        "answer-within,0s",
        "max-body,0B",
        "body-timeout,-1s",
        "uploads,0",
        "upload-patience,0s",
        "upload-abandoned,0s",
        "quota-rows,-1",
        "quota-bytes,-1B",
        "max-forms,0B",
        "max-bytes-in-flight,1MB",
    })
    void whatCantBeMeantNamesTheProperty(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("sluice.producer." + name, value)))
                .rootCause()
                .hasMessageContaining("sluice.producer." + name);
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        return Map.entry("sluice.producer." + name, value);
    }

    private static ProducerSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.producer", ProducerSettings.class);
    }
}
