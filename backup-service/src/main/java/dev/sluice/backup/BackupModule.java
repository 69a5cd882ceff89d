package dev.sluice.backup;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.backup.files.DirectoryStore;
import dev.sluice.backup.restore.RestoreModule;
import dev.sluice.backup.schedule.ScheduleModule;
import dev.sluice.backup.take.BackupTaker;
import dev.sluice.backup.take.TakeModule;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.start.StartException;
import dev.sluice.topics.Tenant;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackupSettings.class)
@Import({TakeModule.class, RestoreModule.class, ScheduleModule.class})
public class BackupModule {
    private static final Logger LOG = LoggerFactory.getLogger(BackupModule.class);

    @Bean
    DirectoryStore backupStore(BackupSettings settings) {
        DirectoryStore store = DirectoryStore.at(settings.dir());
        try {
            int strays = store.claim();
            if (strays > 0) {
                LOG.atInfo().addKeyValue("count", strays).log("unfinished backups removed");
            }
            return store;
        } catch (IOException e) {
            throw new StartException(
                    "The directory of the backups can't be used: " + e.getMessage(),
                    "Correct sluice.backup.dir, or the rights on that directory.");
        }
    }

    @Bean
    BackupTaker backupTaker(
            DirectoryStore store, Postgres postgres, SystemSchema system, Tenant tenant, BackupSettings settings) {
        return new BackupTaker(store, postgres, system, tenant.topics(), tenant.tables(), settings.readers());
    }

    @Bean
    HealthIndicator backupHealthIndicator(HikariDataSource database) {
        return new DataSourceHealthIndicator(database);
    }

    @Bean
    RestoreModule.Limits restoreLimits(BackupSettings settings) {
        return RestoreModule.Limits.of(settings.readers(), settings.chunkRows());
    }
}
