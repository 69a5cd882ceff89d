package dev.sluice.topics;

import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.start.Backends;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The door of this package. What waits for a backend is lazy: only a process where a stage asks for it waits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    Tenant.class,
    KafkaSettings.class,
    TopicSettings.class,
    ContractSettings.class,
    RegistrySettings.class,
})
public class TopicsModule {

    @Bean
    Contracts contracts(ContractSettings settings) {
        return Contracts.load(settings.directory());
    }

    @Bean
    TopicNames topicNames(Tenant tenant) {
        return tenant.topics();
    }

    @Bean
    LogClients logClients(KafkaSettings kafka, TopicSettings topics, Tenant tenant) {
        return LogClients.of(kafka, topics, tenant);
    }

    @Bean
    RegistryClient registryClient(RegistrySettings settings) {
        return RegistryClient.of(settings.config());
    }

    @Bean
    @Lazy
    Topics topics(
            LogClients clients,
            KafkaSettings kafka,
            TopicSettings settings,
            TopicNames names,
            Contracts contracts,
            Backends backends) {
        return new TopicMaker(clients, kafka, settings, names, contracts.tables()).run(backends);
    }

    @Bean
    @Lazy
    Subjects subjects(
            RegistryClient registry,
            RegistrySettings settings,
            Contracts contracts,
            TopicNames names,
            Backends backends) {
        return Subjects.register(registry, settings.address(), contracts, names, backends);
    }
}
