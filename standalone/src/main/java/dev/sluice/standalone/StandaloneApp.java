package dev.sluice.standalone;

import dev.sluice.backup.BackupModule;
import dev.sluice.platform.PlatformModule;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.producer.ProducerModule;
import dev.sluice.reports.ReportsModule;
import dev.sluice.sink.SinkModule;
import dev.sluice.validator.ValidatorModule;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of modules is the architecture: a row passes them from top to bottom. */
@Configuration(proxyBeanMethods = false)
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
        SluiceApplication.run(StandaloneApp.class, args);
    }
}
