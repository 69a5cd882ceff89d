package dev.sluice.producer;

import dev.sluice.problem.ProblemKinds;
import dev.sluice.producer.batch.BatchModule;
import dev.sluice.producer.body.BodyModule;
import dev.sluice.producer.corrections.CorrectionsModule;
import dev.sluice.producer.inbox.InboxModule;
import dev.sluice.producer.limits.BytesInFlight;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.LogModule;
import dev.sluice.producer.openapi.OpenApiModule;
import dev.sluice.producer.outcome.OutcomeModule;
import dev.sluice.producer.refusal.ProducerProblems;
import dev.sluice.producer.replay.ReplayModule;
import dev.sluice.producer.requests.RequestsModule;
import dev.sluice.producer.single.SingleModule;
import dev.sluice.producer.upload.UploadModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProducerSettings.class)
@Import({
    BodyModule.class,
    LogModule.class,
    RequestsModule.class,
    BatchModule.class,
    SingleModule.class,
    UploadModule.class,
    OutcomeModule.class,
    OpenApiModule.class,
    InboxModule.class,
    ReplayModule.class,
    CorrectionsModule.class,
})
public class ProducerModule {
    @Bean
    ProblemKinds producerProblems() {
        return ProducerProblems.kinds();
    }

    @Bean
    BytesInFlight bodiesInFlight(ProducerSettings settings) {
        return new BytesInFlight(settings.maxBytesInFlight().toBytes());
    }

    @Bean
    Quotas quotas(ProducerSettings settings) {
        return new Quotas(settings.quotaRows(), settings.quotaBytes().toBytes(), System::nanoTime);
    }
}
