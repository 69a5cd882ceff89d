package dev.sluice.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BackupSettingsTest {

    @Test
    void defaultsHold() {
        assertThat(bound()).isEqualTo(new BackupSettings(Path.of("data/backups"), 4, 50_000));
    }

    @Test
    void everyPropertyIsBound() {
        assertThat(bound("dir=/var/backups", "readers=2", "chunk-rows=500"))
                .isEqualTo(new BackupSettings(Path.of("/var/backups"), 2, 500));
    }

    @ParameterizedTest
    @CsvSource({
        "readers=0, sluice.backup.readers must",
        "readers=65, sluice.backup.readers must",
        "chunk-rows=0, sluice.backup.chunk-rows must",
        "chunk-rows=1000001, sluice.backup.chunk-rows must"
    })
    void whatCannotBeRightIsRefusedByName(String property, String message) {
        assertThatThrownBy(() -> bound(property)).rootCause().hasMessageContaining(message);
    }

    private static BackupSettings bound(String... properties) {
        Map<String, String> all = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.put("sluice.backup." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("sluice.backup", BackupSettings.class);
    }
}
