package dev.sluice.producer.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InboxSettingsTest {
    @Test
    void defaultsAndBindings() {
        assertThat(bound(Map.of())).isEqualTo(new InboxSettings(null, Duration.ofSeconds(2)));
        assertThat(bound(Map.of("sluice.inbox.dir", "in", "sluice.inbox.quiet", "5s")))
                .isEqualTo(new InboxSettings(Path.of("in"), Duration.ofSeconds(5)));
    }

    @Test
    void whatCantBeMeantNamesTheProperty() {
        assertThatThrownBy(() -> bound(Map.of("sluice.inbox.quiet", "0s")))
                .rootCause()
                .hasMessageContaining("sluice.inbox.quiet");
    }

    private static InboxSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sluice.inbox", InboxSettings.class);
    }
}
