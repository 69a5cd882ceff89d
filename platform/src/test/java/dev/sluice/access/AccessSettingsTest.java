package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(AccessSettings.class)).isEqualTo(new AccessSettings(Duration.ofSeconds(1)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(AccessSettings.class, "sluice.access.refresh=5s"))
                .isEqualTo(new AccessSettings(Duration.ofSeconds(5)));
    }

    @Test
    void anIntervalOfNothingIsRefusedByName() {
        assertThatThrownBy(() -> Bound.of(AccessSettings.class, "sluice.access.refresh=0s"))
                .rootCause()
                .hasMessage("sluice.access.refresh must be at least 10ms but is PT0S");
    }
}
