package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ValidatorSettingsTest {
    @Test
    void defaultsAreTheDesigns() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ValidatorSettings(
                        Duration.ofSeconds(5),
                        2,
                        Duration.ofMillis(25),
                        Path.of("data/validator"),
                        10,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(bound(Map.of(
                        "sluice.validator.reference-grace", "1s",
                        "sluice.validator.threads", "3",
                        "sluice.validator.commit-interval", "20ms",
                        "sluice.validator.state-dir", "/state",
                        "sluice.validator.replacements", "4",
                        "sluice.validator.replacement-window", "5m",
                        "sluice.validator.registry-patience", "6s",
                        "sluice.validator.close-timeout", "7s")))
                .isEqualTo(new ValidatorSettings(
                        Duration.ofSeconds(1),
                        3,
                        Duration.ofMillis(20),
                        Path.of("/state"),
                        4,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "reference-grace, -1s, not be negative but is PT-1S",
        "threads, 0, be at least 1 but is 0",
        "commit-interval, 0ms, be at least 1ms but is PT0S",
        "replacements, -1, not be negative but is -1",
        "replacement-window, 0s, be at least 1ms but is PT0S",
        "registry-patience, 9s, be between 0s and 8s but is PT9S",
        "close-timeout, 0s, be at least 1ms but is PT0S",
    })
    void wrongValueIsRefusedByItsName(String property, String value, String rule) {
        assertThatThrownBy(() -> bound(Map.of("sluice.validator." + property, value)))
                .hasRootCauseMessage("sluice.validator." + property + " must " + rule);
    }

    private static ValidatorSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.validator", ValidatorSettings.class);
    }
}
