package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SinkSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(bound())
                .isEqualTo(new SinkSettings(
                        Runtime.getRuntime().availableProcessors(),
                        20_000,
                        DataSize.ofMegabytes(32),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(bound(
                        "threads=3",
                        "batch-rows=100",
                        "batch-size=1MB",
                        "lock-timeout=1s",
                        "socket-timeout=2s",
                        "retry-limit=3s"))
                .isEqualTo(new SinkSettings(
                        3,
                        100,
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "threads=-1, sluice.sink.threads must be 0 or more but is -1",
        "batch-rows=0, sluice.sink.batch-rows must be from 1 to 100000 but is 0",
        "batch-size=0MB, sluice.sink.batch-size must be more than nothing but is 0B",
        "lock-timeout=0s, sluice.sink.lock-timeout must be longer than nothing but is PT0S",
        "socket-timeout=10ms, sluice.sink.socket-timeout must be at least one second but is PT0.01S",
        "retry-limit=0s, sluice.sink.retry-limit must be longer than nothing but is PT0S"
    })
    void whatCannotWorkIsRefusedByName(String property, String message) {
        assertThatThrownBy(() -> bound(property)).rootCause().hasMessage(message);
    }

    private static SinkSettings bound(String... properties) {
        Map<String, String> source = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            source.put("sluice.sink." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(source)).bindOrCreate("sluice.sink", SinkSettings.class);
    }
}
