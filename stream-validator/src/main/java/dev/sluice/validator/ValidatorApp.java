package dev.sluice.validator;

import dev.sluice.platform.PlatformModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This stage as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformModule.class, ValidatorModule.class})
public class ValidatorApp {
    public static void main(String[] args) {
        SpringApplication.run(ValidatorApp.class, args);
    }
}
