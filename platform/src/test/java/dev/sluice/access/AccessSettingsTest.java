package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(AccessSettings.class))
                .isEqualTo(new AccessSettings(Duration.ofSeconds(1), Duration.ofHours(12)));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(AccessSettings.class, "sluice.access.refresh=5s", "sluice.access.session=30m"))
                .isEqualTo(new AccessSettings(Duration.ofSeconds(5), Duration.ofMinutes(30)));
    }

    @Test
    void anIntervalOfNothingIsRefusedByName() {
        assertThatThrownBy(() -> Bound.of(AccessSettings.class, "sluice.access.refresh=0s"))
                .rootCause()
                .hasMessage("sluice.access.refresh must be at least 10ms but is PT0S");
    }

    @Test
    void aSessionOfNothingIsRefusedByName() {
        assertThatThrownBy(() -> Bound.of(AccessSettings.class, "sluice.access.session=5s"))
                .rootCause()
                .hasMessage("sluice.access.session must be at least 1m but is PT5S");
    }
}
