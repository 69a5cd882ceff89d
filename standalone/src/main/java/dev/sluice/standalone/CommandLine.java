package dev.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the command line; what it does not name is taken from properties, the environment, then the defaults. */
final class CommandLine {

    /** Answers for names of system properties and of environment variables alike. */
    interface Environment {
        Environment PROCESS = name ->
                Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(name)));

        Optional<String> get(String name);
    }

    /** The script shows the same file when nothing has been built yet. */
    private static final String HELP = "/help.txt";

    private static final String VERBOSE = "verbose";

    /** An option, and the environment variable and the system property that stand in for it. */
    private record Named(String option, String variable, String property) {}

    private static final List<Named> VALUED = List.of(
            new Named("data", "SLUICE_DATA", "sluice.data"),
            new Named("port", "SLUICE_PORT", "sluice.port"),
            new Named("host", "SLUICE_HOST", "sluice.host"),
            new Named("kafka", "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "sluice.kafka.bootstrap-servers"),
            new Named("postgres", "SLUICE_POSTGRES_URL", "sluice.postgres.url"),
            new Named("registry", "SLUICE_REGISTRY_URL", "sluice.registry.url"));

    private static final int HIGHEST_PORT = 65_535;

    private CommandLine() {}

    static Command parse(List<String> arguments, Environment environment) {
        if (arguments.isEmpty()
                || arguments.get(0).equals("help")
                || arguments.stream().anyMatch(List.of("--help", "-h")::contains)) {
            return new Command.Help();
        }
        String verb = arguments.get(0);
        if (!verb.equals("up") && !verb.equals("demo")) {
            return new Command.Wrong("there is no command '" + verb + "'; ./sluice help lists them");
        }
        Map<String, String> given = new HashMap<>();
        VALUED.forEach(named -> environment
                .get(named.property())
                .or(() -> environment.get(named.variable()))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> given.put(named.option(), value)));
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--" + VERBOSE)) {
                given.put(VERBOSE, "");
                continue;
            }
            String[] parts = argument.split("=", 2);
            String option = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (VALUED.stream().noneMatch(named -> named.option().equals(option))) {
                return new Command.Wrong("there is no option '" + argument + "'; ./sluice help lists them");
            }
            if (parts.length == 1 && ++i == arguments.size()) {
                return new Command.Wrong("--" + option + " needs a value");
            }
            given.put(option, parts.length == 2 ? parts[1] : arguments.get(i));
        }
        return command(verb, given, environment);
    }

    static String help() {
        try (InputStream help = Objects.requireNonNull(CommandLine.class.getResourceAsStream(HELP), HELP)) {
            return new String(help.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command command(String verb, Map<String, String> given, Environment environment) {
        Optional<Integer> port = port(given.get("port"));
        if (port.isEmpty()) {
            return new Command.Wrong("--port must be a number from 1 to 65535 but is " + given.get("port"));
        }
        Optional<PostgresAddress> postgres =
                Optional.ofNullable(given.get("postgres")).flatMap(PostgresAddress::parse);
        if (given.containsKey("postgres") && postgres.isEmpty()) {
            return new Command.Wrong(
                    "--postgres must look like postgres://user:password@host:port/database or jdbc:postgresql://…");
        }
        Options options = new Options(
                Path.of(given.getOrDefault("data", "data")).toAbsolutePath().normalize(),
                given.getOrDefault("host", "127.0.0.1"),
                port.get(),
                Optional.ofNullable(given.get("kafka")),
                postgres.map(address -> withCredentials(address, environment)),
                Optional.ofNullable(given.get("registry")),
                given.containsKey(VERBOSE));
        return verb.equals("up") ? new Command.Up(options) : new Command.Demo(options);
    }

    private static PostgresAddress withCredentials(PostgresAddress address, Environment environment) {
        return new PostgresAddress(
                address.jdbcUrl(),
                address.user().or(() -> environment.get("SLUICE_POSTGRES_USER")),
                address.password().or(() -> environment.get("SLUICE_POSTGRES_PASSWORD")));
    }

    private static Optional<Integer> port(@Nullable String text) {
        if (text == null) {
            return Optional.of(Options.DEFAULT_PORT);
        }
        if (!text.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= HIGHEST_PORT ? Optional.of(port) : Optional.empty();
    }
}
