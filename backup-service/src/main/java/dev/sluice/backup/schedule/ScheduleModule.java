package dev.sluice.backup.schedule;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.backup.take.Backups;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemKinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class ScheduleModule {

    @Bean
    ScheduleTable backupScheduleTable(HikariDataSource database, SystemSchema system) {
        return new ScheduleTable(database, system);
    }

    @Bean
    ScheduleKeeper backupScheduleKeeper(
            ScheduleTable backupScheduleTable, Backups backups, Postgres postgres, SystemSchema system) {
        return new ScheduleKeeper(backupScheduleTable, backups, postgres, system);
    }

    @Bean
    ScheduleRoutes backupScheduleRoutes(ScheduleTable backupScheduleTable, Contracts contracts) {
        return new ScheduleRoutes(backupScheduleTable, contracts);
    }

    @Bean
    ProblemKinds scheduleProblems() {
        return ProblemKinds.of(ScheduleRoutes.BAD_SCHEDULE);
    }
}
