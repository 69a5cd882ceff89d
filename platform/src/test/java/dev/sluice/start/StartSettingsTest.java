package dev.sluice.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(StartSettings.class)).isEqualTo(new StartSettings(Duration.ofSeconds(60)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(StartSettings.class, "sluice.start.timeout=5s"))
                .isEqualTo(new StartSettings(Duration.ofSeconds(5)));
    }

    @Test
    void aNegativeTimeoutIsRefusedByName() {
        assertThatThrownBy(() -> Bound.of(StartSettings.class, "sluice.start.timeout=-1s"))
                .rootCause()
                .hasMessage("sluice.start.timeout must not be negative but is PT-1S");
    }
}
