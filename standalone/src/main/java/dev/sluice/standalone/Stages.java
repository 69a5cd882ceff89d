package dev.sluice.standalone;

import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.platform.SluiceApplication;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Runs the application of all stages on the backends of a house. */
final class Stages {

    static final Logger LOG = LoggerFactory.getLogger(Stages.class);

    private Stages() {}

    static ConfigurableApplicationContext run(House house) {
        SpringApplication application = SluiceApplication.of(StandaloneApp.class);
        // The house stops its parts in order; a hook of Spring's own would race it.
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("house", properties(house)));
            house.registry()
                    .ifPresent(registry -> ((GenericApplicationContext) context)
                            .registerBean(
                                    SchemaRegistry.class,
                                    () -> registry,
                                    definition -> definition.setDestroyMethodName("")));
        });
        // Logging is set up before any initializer runs, so it hears of its file as an argument would say it.
        return application.run(
                "--logging.file.name=" + house.data().log(),
                "--logging.threshold.console=" + (house.options().verbose() ? "INFO" : "OFF"));
    }

    private static Map<String, Object> properties(House house) {
        Options options = house.options();
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", options.port());
        properties.put("server.address", options.host());
        // A fixed port would keep a second house from standing on the same machine.
        if (CommandLine.Environment.PROCESS.get("MANAGEMENT_SERVER_PORT").isEmpty()) {
            properties.put("management.server.port", "0");
        }
        properties.put("sluice.kafka.bootstrap-servers", house.kafka());
        properties.put("sluice.registry.url", house.registryUrl());
        properties.put("sluice.postgres.url", house.postgres().jdbcUrl());
        house.postgres().user().ifPresent(user -> properties.put("sluice.postgres.user", user));
        house.postgres().password().ifPresent(password -> properties.put("sluice.postgres.password", password));
        properties.put("sluice.admin.key", house.adminKey().value());
        properties.put(
                "sluice.validator.state-dir", house.data().validatorState().toString());
        properties.put("sluice.backup.dir", house.data().backups().toString());
        return properties;
    }
}
