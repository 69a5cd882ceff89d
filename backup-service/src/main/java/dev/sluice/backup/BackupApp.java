package dev.sluice.backup;

import dev.sluice.platform.PlatformModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This stage as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformModule.class, BackupModule.class})
public class BackupApp {
    public static void main(String[] args) {
        SpringApplication.run(BackupApp.class, args);
    }
}
