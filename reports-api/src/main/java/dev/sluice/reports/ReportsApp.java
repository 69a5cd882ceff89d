package dev.sluice.reports;

import dev.sluice.platform.PlatformModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This stage as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformModule.class, ReportsModule.class})
public class ReportsApp {
    public static void main(String[] args) {
        SpringApplication.run(ReportsApp.class, args);
    }
}
