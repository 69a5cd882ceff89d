package dev.sluice.producer.outcome;

import dev.sluice.ledger.Receipts;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.topics.TopicSettings;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What became of a batch. */
@Configuration(proxyBeanMethods = false)
public class OutcomeModule {
    @Bean
    OutcomeController outcomeController(
            Receipts receipts,
            BatchLookup lookup,
            TopicSettings topics,
            @Qualifier("requestWork") ExecutorService requestWork) {
        Outcomes outcomes = new Outcomes(receipts, lookup, Clock.systemUTC(), topics.batchesRetention());
        return new OutcomeController(outcomes, requestWork);
    }
}
