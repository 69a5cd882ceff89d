package dev.sluice.standalone;

import dev.sluice.backup.BackupModule;
import dev.sluice.platform.PlatformModule;
import dev.sluice.producer.ProducerModule;
import dev.sluice.reports.ReportsModule;
import dev.sluice.sink.SinkModule;
import dev.sluice.validator.ValidatorModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of modules is the architecture: a row passes them from top to bottom. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    PlatformModule.class,
    ProducerModule.class,
    ValidatorModule.class,
    SinkModule.class,
    BackupModule.class,
    ReportsModule.class,
})
public class StandaloneApp {
    public static void main(String[] args) {
        SpringApplication.run(StandaloneApp.class, args);
    }
}
