package dev.sluice.reports.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class ConsoleModule {

    @Bean
    ConsoleRoutes consoleRoutes() {
        return new ConsoleRoutes(ConsoleFiles.load());
    }
}
