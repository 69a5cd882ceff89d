package dev.sluice.standalone;

import dev.sluice.embedded.registry.SchemaRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded registry under {@code /registry}, when there is one. */
@Configuration(proxyBeanMethods = false)
class RegistryModule {

    @Bean
    @ConditionalOnBean(SchemaRegistry.class)
    RegistryController registryController(SchemaRegistry registry) {
        return new RegistryController(registry);
    }
}
