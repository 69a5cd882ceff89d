package dev.sluice.standalone;

import ch.qos.logback.classic.Level;
import dev.sluice.backup.BackupModule;
import dev.sluice.platform.PlatformModule;
import dev.sluice.producer.ProducerModule;
import dev.sluice.reports.ReportsModule;
import dev.sluice.sink.SinkModule;
import dev.sluice.validator.ValidatorModule;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    RegistryModule.class,
})
public class StandaloneApp {
    public static void main(String[] args) {
        silenceUntilConfigured();
        Terminal terminal = new Terminal(System.out, System.err);
        Command command = CommandLine.parse(List.of(args), CommandLine.Environment.PROCESS);
        int code = command.fold(
                up -> Session.run(up.options(), terminal, house -> {}),
                demo -> Session.run(demo.options(), terminal, house -> Demo.run(house, terminal)),
                help -> {
                    terminal.say(CommandLine.help());
                    return 0;
                },
                wrong -> {
                    terminal.complain(wrong.message());
                    return 1;
                });
        System.exit(code);
    }

    /** The embedded backends start before logging has its file; until then their clients would talk to the terminal. */
    private static void silenceUntilConfigured() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.OFF);
        }
    }
}
