package dev.sluice.sink;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.registry.RegistryClient;
import dev.sluice.start.StartException;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SinkSettings.class)
public class SinkModule {
    private static final String ROLE = "sink";

    @Bean
    SinkStatus sinkStatus() {
        return new SinkStatus();
    }

    @Bean
    SinkMetrics sinkMetrics(MeterRegistry registry, SinkStatus status) {
        return new SinkMetrics(registry, status);
    }

    @Bean
    HealthIndicator sinkHealthIndicator(SinkStatus status, OutboxSender outbox) {
        return () -> {
            Map<String, String> problems = new TreeMap<>(status.problems());
            outbox.problem().ifPresent(problem -> problems.put("outbox", problem));
            return (problems.isEmpty() ? Health.up() : Health.down())
                    .withDetails(problems)
                    .build();
        };
    }

    @Bean(destroyMethod = "close")
    Admin sinkAdmin(LogClients clients) {
        return clients.admin(ROLE);
    }

    @Bean
    SinkTables sinkTables(Postgres postgres, Contracts contracts, Tenant tenant, SystemSchema system) {
        String schema = tenant.tables();
        try (Connection connection = postgres.open(ROLE)) {
            new TableCreation(schema, contracts).run(connection);
        } catch (SQLException e) {
            throw new StartException(
                    "The tables could not be made: " + e.getMessage(),
                    "Give the user of sluice.postgres.user the rights to create tables.");
        }
        return new SinkTables(contracts, schema);
    }

    @Bean
    ConservationCheck conservationCheck(Postgres postgres, SystemSchema system, MeterRegistry registry) {
        return new ConservationCheck(postgres, system, registry);
    }

    @Bean
    OutboxSender outboxSender(
            Postgres postgres, SystemSchema system, LogClients clients, Topics topics, MeterRegistry registry) {
        return new OutboxSender(
                postgres,
                new OwedRecords(system),
                () -> new KafkaProducer<>(clients.producer("sink-outbox", Map.of())),
                registry);
    }

    @Bean
    SinkLoops sinkLoops(
            SinkSettings settings,
            SinkTables tables,
            Postgres postgres,
            SystemSchema system,
            LogClients clients,
            Topics topics,
            Subjects subjects,
            RegistryClient registry,
            Contracts contracts,
            Admin sinkAdmin,
            SinkStatus status,
            SinkMetrics metrics) {
        return new SinkLoops(
                settings,
                tables,
                postgres,
                system,
                clients,
                topics.names(),
                new TopicIdentity(sinkAdmin),
                contracts,
                registry,
                contract -> subjects.validId(contract.table()),
                status,
                metrics);
    }

    @Bean
    Sink sink(SinkSettings settings, SinkLoops loops) {
        return new Sink(settings.threads(), loops::loop);
    }

    @Bean
    LagWatch lagWatch(SinkLoops loops, MeterRegistry registry) {
        return loops.lagWatch(registry);
    }

    @Bean
    PassageWatch passageWatch(SinkLoops loops, Admin sinkAdmin, Tenant tenant) {
        return loops.passageWatch(sinkAdmin, tenant);
    }

    @Bean
    ResetRoutes resetRoutes(SinkLoops loops, Contracts contracts) {
        return new ResetRoutes(loops.resets(), contracts);
    }

    @Bean
    ProblemKinds sinkProblems() {
        return ResetRoutes.problems();
    }
}
