package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import org.junit.jupiter.api.Test;

class AdminSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(AdminSettings.class)).isEqualTo(new AdminSettings(null));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(Bound.of(AdminSettings.class, "sluice.admin.key=open sesame"))
                .isEqualTo(new AdminSettings("open sesame"));
    }

    @Test
    void aBlankKeyIsRefused() {
        assertThatThrownBy(() -> new AdminSettings(" "))
                .hasMessage("sluice.admin.key must not be blank; leave it out for none");
    }

    @Test
    void theKeyIsNeverPartOfTheText() {
        assertThat(new AdminSettings("hush").toString()).doesNotContain("hush");
    }
}
