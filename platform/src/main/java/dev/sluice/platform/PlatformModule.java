package dev.sluice.platform;

import dev.sluice.access.AccessModule;
import dev.sluice.ledger.LedgerModule;
import dev.sluice.problem.ProblemCatalogue;
import dev.sluice.problem.ProblemModule;
import dev.sluice.start.Backends;
import dev.sluice.start.StartSettings;
import dev.sluice.topics.TopicsModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door of the platform: what every stage imports. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(StartSettings.class)
@Import({TopicsModule.class, LedgerModule.class, ProblemModule.class, AccessModule.class})
public class PlatformModule {

    @Bean
    Backends backends(StartSettings settings) {
        return Backends.of(settings);
    }

    @Bean
    HealthRoutes healthRoutes(HealthEndpoint health, HttpCodeStatusMapper codes) {
        return new HealthRoutes(health, codes);
    }

    @Bean
    ProblemRoutes problemRoutes(ProblemCatalogue catalogue) {
        return new ProblemRoutes(catalogue);
    }

    @Bean
    ErrorRoute errorRoute() {
        return new ErrorRoute();
    }
}
