package dev.sluice.backup.restore;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.runs.Run;
import dev.sluice.backup.runs.Runs;
import dev.sluice.backup.take.DrillLog;
import dev.sluice.backup.take.Readers;
import dev.sluice.contract.Contracts;
import dev.sluice.events.Followers;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicSettings;
import dev.sluice.topics.Topics;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class RestoreModule {

    /**
     * What a restore may use.
     *
     * @param connections that load one table at the same time, in a drill too
     * @param senders threads that put rows into the log at the same time
     * @param chunkRows rows that go into the log in one transaction
     */
    public record Limits(int connections, int senders, int chunkRows) {
        /** Half as many threads send: the other half of the machine is the sink's, which stores what they sent. */
        public static Limits of(int connections, int chunkRows) {
            return new Limits(connections, Math.max(1, connections / 2), chunkRows);
        }
    }

    @Bean(destroyMethod = "close")
    Admin restoreAdmin(LogClients clients) {
        return clients.admin("restore");
    }

    @Bean
    RestoreTable restoreTable(HikariDataSource database, SystemSchema system) {
        return new RestoreTable(database, system);
    }

    @Bean
    RestoreKeeper restoreKeeper(
            BackupStore store,
            Postgres postgres,
            SystemSchema system,
            Tenant tenant,
            Contracts contracts,
            Topics topics,
            Subjects subjects,
            LogClients clients,
            RegistryClient registry,
            TopicSettings topicSettings,
            RestoreTable table,
            Admin restoreAdmin,
            Limits limits) {
        Scratch scratch = new Scratch(system.name() + "_restore", tenant.tables());
        LogEnds log = new LogEnds(restoreAdmin);
        StoredWait stored = new StoredWait(log, topics, system);
        LogTail tail = new LogTail(clients, log, stored, registry, topicSettings);
        Restorer restorer = new Restorer(
                store, postgres, contracts, topics.names(), scratch, table, tail, system, limits.connections());
        LogPublisher publisher = new LogPublisher(
                clients,
                restoreAdmin,
                tenant,
                topics,
                subjects,
                contracts,
                restorer,
                table,
                stored,
                system,
                store,
                postgres,
                limits);
        return new RestoreKeeper(postgres, system, table, restorer, publisher);
    }

    /** Backups that are needed to bring a restore to its end, also by the next process. */
    @Bean
    Predicate<BackupName> backupsBeingRestored(RestoreTable table) {
        return table::isOpen;
    }

    @Bean
    RestoreRoutes restoreRoutes(
            BackupStore store, Contracts contracts, RestoreTable table, RestoreKeeper keeper, Followers followers) {
        return new RestoreRoutes(new Restores(store, contracts, table, keeper), followers);
    }

    @Bean
    Function<BackupName, Run> backupDrills(
            BackupStore store,
            Postgres postgres,
            Contracts contracts,
            Runs runs,
            Readers readers,
            DrillLog log,
            SystemSchema system,
            Tenant tenant,
            Limits limits) {
        DrillSchemas schemas = new DrillSchemas(system.name(), tenant.tables());
        return new Drill(store, postgres, contracts, runs, readers, log, schemas, limits.connections()).tidied()::begin;
    }

    @Bean
    ProblemKinds restoreProblems() {
        return Refusal.kinds();
    }
}
