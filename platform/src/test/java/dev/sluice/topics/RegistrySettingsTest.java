package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(RegistrySettings.class)).isEqualTo(new RegistrySettings("http://localhost:8081", Map.of()));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(
                        RegistrySettings.class,
                        "sluice.registry.url=https://registry:1/x",
                        "sluice.registry.properties.basic.auth.user.info=a:b"))
                .isEqualTo(new RegistrySettings("https://registry:1/x", Map.of("basic.auth.user.info", "a:b")));
    }

    @Test
    void anAddressOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Bound.of(RegistrySettings.class, "sluice.registry.url=registry:8081"))
                .rootCause()
                .hasMessage("sluice.registry.url must start with http:// or https:// but is registry:8081");
    }

    @Test
    void aPasswordInTheAddressIsNeverShown() {
        assertThat(Bound.of(RegistrySettings.class, "sluice.registry.url=http://u:hush@registry"))
                .asString()
                .doesNotContain("hush");
        assertThatThrownBy(() -> Bound.of(RegistrySettings.class, "sluice.registry.url=ftp://u:hush@registry"))
                .rootCause()
                .hasMessage("sluice.registry.url must start with http:// or https:// but is ftp://registry");
    }
}
