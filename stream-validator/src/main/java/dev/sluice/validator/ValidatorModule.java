package dev.sluice.validator;

import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.TopicSettings;
import dev.sluice.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ValidatorSettings.class)
public class ValidatorModule {

    @Bean
    Channels channels(Contracts contracts, Topics topics, Subjects subjects, TopicSettings settings) {
        int largest = Math.toIntExact(settings.deadLetterMaxSize().toBytes()) - Reasons.ROOM;
        return Channels.of(contracts, topics, subjects, largest);
    }

    @Bean
    Outage registryOutage() {
        return new Outage();
    }

    @Bean
    ValidatorMetrics validatorMetrics(MeterRegistry registry) {
        return new ValidatorMetrics(registry);
    }

    @Bean
    ValidatorLife validatorLife(
            Channels channels,
            ValidatorSettings settings,
            RegistryClient registry,
            LogClients clients,
            Outage outage,
            ValidatorMetrics metrics) {
        ValidatorInstance.Parts parts =
                new ValidatorInstance.Parts(channels, settings, registry, clients, outage, metrics);
        return new ValidatorLife(
                () -> ValidatorInstance.of(parts),
                registry::requireAnswers,
                new RestartBudget(settings.replacements(), settings.replacementWindow(), System::nanoTime),
                outage,
                settings.closeTimeout());
    }

    @Bean
    ValidatorHealth validatorHealthIndicator(ValidatorLife life, Outage outage) {
        return new ValidatorHealth(life, outage);
    }
}
