package dev.sluice.platform;

import dev.sluice.ledger.LedgerModule;
import dev.sluice.start.Backends;
import dev.sluice.start.StartSettings;
import dev.sluice.topics.TopicsModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The door of the platform: what every stage imports. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(StartSettings.class)
@Import({TopicsModule.class, LedgerModule.class})
public class PlatformModule {

    @Bean
    Backends backends(StartSettings settings) {
        return Backends.of(settings);
    }
}
