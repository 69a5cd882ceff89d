package dev.sluice.backup;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dir where backups are kept; made when the first one is taken
 * @param readers connections that read the tables of a backup at the same time, or load those of a restore or a drill;
 *     half as many threads send a restore's rows
 * @param chunkRows rows of a restore that go into the log in one transaction, fewer where they are more than 8 MB
 */
@ConfigurationProperties("sluice.backup")
record BackupSettings(
        @DefaultValue("data/backups") Path dir,
        @DefaultValue("4") int readers,
        @DefaultValue("50000") int chunkRows) {
    BackupSettings {
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("sluice.backup.readers must be from 1 to 64 but is " + readers);
        }
        if (chunkRows < 1 || chunkRows > 1_000_000) {
            throw new IllegalArgumentException(
                    "sluice.backup.chunk-rows must be from 1 to 1000000 but is " + chunkRows);
        }
    }
}
