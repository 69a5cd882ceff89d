package dev.sluice.backup.take;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.contract.Contracts;
import dev.sluice.events.Followers;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemKinds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class TakeModule {

    @Bean
    Runs backupRuns(MeterRegistry metrics) {
        return new Runs(metrics);
    }

    @Bean
    Followers backupFollowers() {
        return Followers.looking(Duration.ofSeconds(1), "backup-events");
    }

    @Bean
    Readers backupReaders() {
        return new Readers();
    }

    @Bean
    DrillLog drillLog(HikariDataSource database, SystemSchema system, MeterRegistry metrics) {
        DrillLog log = new DrillLog(database, system);
        TimeGauge.builder("sluice.backup.proven", log::lastProvenSeconds, TimeUnit.SECONDS)
                .register(metrics);
        return log;
    }

    @Bean
    Backups backups(
            BackupStore store,
            BackupTaker taker,
            Contracts contracts,
            Runs runs,
            Readers readers,
            Predicate<BackupName> backupsBeingRestored) {
        return new Backups(store, taker, contracts, runs, readers, backupsBeingRestored);
    }

    @Bean
    BackupRoutes backupRoutes(Backups backups, BackupStore store, Runs runs, DrillLog drills) {
        return new BackupRoutes(backups, new Catalogue(store, runs, drills));
    }

    @Bean
    RunRoutes backupRunRoutes(Backups backups, Function<BackupName, Run> drills, Runs runs, Followers followers) {
        return new RunRoutes(backups, drills, runs, followers);
    }

    @Bean
    ProblemKinds backupProblems() {
        return Refusal.kinds();
    }
}
