package dev.sluice.topics;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Tenant.class, KafkaSettings.class, TopicSettings.class})
public class TopicsModule {

    @Bean
    TopicNames topicNames(Tenant tenant) {
        return tenant.topics();
    }

    @Bean
    LogClients logClients(KafkaSettings kafka, TopicSettings topics, Tenant tenant) {
        return LogClients.of(kafka, topics, tenant);
    }
}
