package dev.sluice.producer;

import dev.sluice.platform.PlatformModule;
import dev.sluice.platform.SluiceApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This stage as a service of its own. */
@Configuration(proxyBeanMethods = false)
@Import({PlatformModule.class, ProducerModule.class})
public class ProducerApp {
    public static void main(String[] args) {
        SluiceApplication.run(ProducerApp.class, args);
    }
}
