package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Bound;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(Bound.of(ContractSettings.class).directory()).isEmpty();
    }

    @Test
    void everyPropertyIsBound(@TempDir Path dir) {
        assertThat(Bound.of(ContractSettings.class, "sluice.contracts.dir=" + dir)
                        .directory())
                .contains(dir);
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Bound.of(ContractSettings.class, "sluice.contracts.dir=/no/such"))
                .rootCause()
                .hasMessage("sluice.contracts.dir must be a directory but is /no/such");
    }
}
