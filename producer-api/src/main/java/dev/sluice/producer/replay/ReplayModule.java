package dev.sluice.producer.replay;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.BatchIds;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.requests.RequestEnds;
import dev.sluice.producer.single.Prospects;
import dev.sluice.producer.single.StoredTables;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters on their way back. */
@Configuration(proxyBeanMethods = false)
public class ReplayModule {
    @Bean
    ProblemKinds replayProblems() {
        return ReplayProblems.kinds();
    }

    @Bean
    LetterTable replayLetters(DataSource database, Tenant tenant) {
        return new LetterTable(JdbcClient.create(database), schema(tenant));
    }

    @Bean
    ReplayTable replayTable(DataSource database, Tenant tenant, JsonMapper json) {
        return new ReplayTable(JdbcClient.create(database), schema(tenant), json);
    }

    @Bean
    ReplayLog replayLog(LogWriter log, BatchLookup lookup, Contracts contracts, Topics topics, JsonMapper json) {
        return new ReplayLog(log, lookup, contracts, topics.names(), json, Clock.systemUTC());
    }

    @Bean
    Prospects replayProspects(StoredTables tables, RegistryClient registry) {
        return new Prospects(tables, registry);
    }

    @Bean
    Sieve replaySieve(Contracts contracts, Prospects replayProspects, StoredTables tables) {
        return new Sieve(contracts, replayProspects, tables);
    }

    @Bean
    ReplayRunner replayRunner(
            ReplayTable replays, LetterTable letters, Sieve sieve, ReplayLog log, MeterRegistry registry) {
        return new ReplayRunner(replays, letters, sieve, log, new ReplayMetrics(registry));
    }

    @Bean
    ReplayController replayController(
            Contracts contracts,
            LetterTable letters,
            Prospects replayProspects,
            StoredTables tables,
            ReceiptDesk desk,
            Sieve sieve,
            ReplayTable replays,
            ReplayLog log,
            ReplayRunner runner,
            BatchIds ids,
            RequestEnds requestEnds) {
        return new ReplayController(
                letters,
                new SingleReplay(contracts, letters, replayProspects, tables, desk, requestEnds),
                new DryRun(letters, sieve),
                replays,
                log,
                runner,
                ids);
    }

    @Bean
    DiscardController discardController(LetterTable letters, DataSource database, Tenant tenant) {
        return new DiscardController(letters, new Discards(JdbcClient.create(database), schema(tenant), letters));
    }

    private static String schema(Tenant tenant) {
        return '"' + tenant.schema() + '"';
    }
}
