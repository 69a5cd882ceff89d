package dev.sluice.platform;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service. What all services have in common lies here and not in files: of two on one class path, one silently wins. */
public final class SluiceApplication {

    /** Every one of them gives way to a property, an environment variable or an argument of the same name. */
    static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("server.port", "8080"),
            Map.entry("server.tomcat.connection-timeout", "20s"),
            // An address that no client may send unencoded, and that many do, gets our answer and not Tomcat's.
            Map.entry("server.tomcat.relaxed-path-chars", "\",<,>,[,\\,],^,`,{,|,}"),
            // A body is read by the stage it is for, in constant memory, and not before the key was looked at.
            Map.entry("spring.servlet.multipart.enabled", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
            Map.entry("management.server.port", "8090"),
            Map.entry("management.server.address", "127.0.0.1"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.show-details", "always"),
            // Ready is who can do his own work, whatever else is away: the edge takes rows in without a database.
            Map.entry(
                    "management.endpoint.health.group.readiness.include",
                    "readinessState,validator,sink,reports,backup"),
            // Each service has but its own of these.
            Map.entry("management.endpoint.health.validate-group-membership", "false"),
            Map.entry(
                    "logging.pattern.console",
                    "%d{yyyy-MM-dd HH:mm:ss.SSS} %clr(%-5level) %clr(%-24.-24logger{0}){faint} %msg %clr(%kvp{NONE}){cyan}%n%wEx"),
            Map.entry("logging.level.org.apache", "warn"),
            // Warns of every partition of a global store at every start, and means nothing by it.
            Map.entry("logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "error"),
            // Says once a second what our own "waiting for backend" says once.
            Map.entry("logging.level.org.apache.kafka.clients.NetworkClient", "error"),
            Map.entry("logging.level.org.flywaydb", "warn"),
            Map.entry("logging.level.org.springframework", "warn"),
            Map.entry("logging.level.com.zaxxer.hikari", "error"),
            Map.entry("logging.level.dev.sluice.access.GuardedDispatcherServlet", "warn"),
            // Whoever asks for what isn't there, and the database's absence at each look, are no events of ours.
            Map.entry("logging.level.org.springframework.web.servlet.PageNotFound", "error"),
            Map.entry("logging.level.org.springframework.boot.jdbc.health", "error"),
            // Both would say at length what StartFailureReporter says in a line.
            Map.entry("logging.level.org.springframework.boot.web.server", "error"),
            Map.entry("logging.level.org.springframework.boot.diagnostics", "off"));

    private SluiceApplication() {}

    public static ConfigurableApplicationContext run(Class<?> application, String... args) {
        return of(application).run(args);
    }

    /** For those who have something to add before it runs. */
    public static SpringApplication of(Class<?> application) {
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(DEFAULTS);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        return spring;
    }
}
