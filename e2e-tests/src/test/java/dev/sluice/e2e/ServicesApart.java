package dev.sluice.e2e;

import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Each stage in a process of its own, as in production, on the test backends. */
final class ServicesApart implements AutoCloseable {

    static final List<String> SERVICES =
            List.of("producer-api", "stream-validator", "db-sink", "backup-service", "reports-api");

    private static final String ADMIN_KEY = "slc_apart_not-a-secret-of-anybody";

    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, Api> apis = new LinkedHashMap<>();
    private final Path directory;
    private final String prefix;
    private final Database database;

    private ServicesApart(Path directory, Backends backends) {
        this.directory = directory;
        this.prefix = backends.freshPrefix();
        this.database = backends.freshDatabase();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.values().forEach(Process::destroyForcibly)));
    }

    static ServicesApart start(Path directory) {
        ServicesApart services = new ServicesApart(directory, Backends.shared());
        try {
            SERVICES.forEach(services::launch);
            await().atMost(Duration.ofMinutes(2)).until(services::allReady);
            return services;
        } catch (RuntimeException | Error e) {
            services.close();
            throw new AssertionError("the services did not get ready:\n" + services.outputs(), e);
        }
    }

    Api api(String service) {
        return Objects.requireNonNull(apis.get(service), service);
    }

    Database database() {
        return database;
    }

    /** Where the tables of this tenant are. */
    String tables() {
        return prefix.replace('-', '_') + "tables";
    }

    private void launch(String service) {
        int port = RunningSluice.freePort();
        Backends backends = Backends.shared();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar(service).toString())
                .redirectErrorStream(true)
                .redirectOutput(output(service).toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", Integer.toString(port),
                        "MANAGEMENT_SERVER_PORT", Integer.toString(RunningSluice.freePort()),
                        "SLUICE_PREFIX", prefix,
                        "SLUICE_KAFKA_BOOTSTRAP_SERVERS", backends.bootstrapServers(),
                        "SLUICE_REGISTRY_URL", backends.registryUrl().toString(),
                        "SLUICE_POSTGRES_URL", database.url(),
                        "SLUICE_POSTGRES_USER", database.user(),
                        "SLUICE_POSTGRES_PASSWORD", database.password(),
                        "SLUICE_VALIDATOR_STATE_DIR", directory.resolve("state").toString(),
                        "SLUICE_ADMIN_KEY", ADMIN_KEY));
        try {
            processes.put(service, builder.start());
            apis.put(service, new Api("http://localhost:" + port, ADMIN_KEY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String service) {
        Path target = Checkout.root().resolve(service).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no executable jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output(String service) {
        return directory.resolve(service + ".log");
    }

    private boolean allReady() {
        processes.forEach((service, process) -> {
            if (!process.isAlive()) {
                throw new AssertionError(service + " ended with " + process.exitValue());
            }
        });
        return apis.values().stream().allMatch(Api::ready);
    }

    private String outputs() {
        List<String> all = new ArrayList<>();
        for (String service : processes.keySet()) {
            try {
                all.add("--- " + service + "\n" + Files.readString(output(service)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return String.join("\n", all);
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        for (Process process : processes.values()) {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
