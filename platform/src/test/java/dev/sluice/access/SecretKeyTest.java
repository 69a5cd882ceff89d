package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretKeyTest {

    @Test
    void aGeneratedKeyHasThreePartsThatNeedNoEscaping() {
        assertThat(SecretKey.generate().text()).matches("slc_[A-Za-z0-9]{12}_[A-Za-z0-9]{40}");
    }

    @Test
    void noKeyIsGeneratedTwice() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(SecretKey.generate().text());
        }

        assertThat(keys).hasSize(1000);
    }

    @Test
    void theIdIsTheMiddlePart() {
        assertThat(SecretKey.of("slc_ci_0_1").id()).contains("ci");
        assertThat(SecretKey.of("open sesame").id()).isEmpty();
        assertThat(SecretKey.of("slc_ci_").id()).isEmpty();
    }

    @Test
    void theTextOfTheObjectIsNotTheSecret() {
        assertThat(SecretKey.of("slc_ci_hush")).hasToString("SecretKey[ci]");
        assertThat(SecretKey.of("hush")).hasToString("SecretKey[?]");
    }
}
