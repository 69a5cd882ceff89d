package dev.sluice.reports.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReadSettingsTest {

    @Test
    void defaultsAndBindings() {
        assertThat(bound(Map.of())).isEqualTo(new ReadSettings(8, Duration.ofSeconds(60)));
        assertThat(bound(Map.of("sluice.reports.pool-size", "3", "sluice.reports.statement-timeout", "5s")))
                .isEqualTo(new ReadSettings(3, Duration.ofSeconds(5)));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> bound(Map.of("sluice.reports.pool-size", "0")))
                .hasRootCauseMessage("sluice.reports.pool-size must be at least 1 but is 0");
        assertThatThrownBy(() -> bound(Map.of("sluice.reports.statement-timeout", "0s")))
                .hasRootCauseMessage("sluice.reports.statement-timeout must be positive but is PT0S");
    }

    private static ReadSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.reports", ReadSettings.class);
    }
}
