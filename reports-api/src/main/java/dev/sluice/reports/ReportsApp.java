package dev.sluice.reports;

import dev.sluice.platform.PlatformModule;
import dev.sluice.platform.SluiceApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This stage as a service of its own. */
@Configuration(proxyBeanMethods = false)
@Import({PlatformModule.class, ReportsModule.class})
public class ReportsApp {
    public static void main(String[] args) {
        SluiceApplication.run(ReportsApp.class, args);
    }
}
