package dev.sluice.producer.openapi;

import dev.sluice.contract.Contracts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of this stage's calls. */
@Configuration(proxyBeanMethods = false)
public class OpenApiModule {
    @Bean
    ApiRoutes apiRoutes(Contracts contracts) {
        return new ApiRoutes(contracts);
    }
}
