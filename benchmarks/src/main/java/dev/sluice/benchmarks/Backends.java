package dev.sluice.benchmarks;

import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** A broker, a PostgreSQL and a registry, for one benchmark. */
public final class Backends implements AutoCloseable {
    private final Path directory;
    private final InfraProcess infra;
    private final RegistryServer registry;

    private Backends(Path directory, InfraProcess infra, RegistryServer registry) {
        this.directory = directory;
        this.infra = infra;
        this.registry = registry;
    }

    public static Backends start() throws Exception {
        LoggingSystem.get(Backends.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Path directory = Files.createTempDirectory("sluice-benchmark-");
        InfraProcess infra = InfraProcess.start(InfraSpec.in(directory).withHeap("1g"));
        try {
            RegistrySettings settings = new RegistrySettings(
                    infra.endpoints().bootstrapServers(), "_schemas", (short) 1, Duration.ofSeconds(10), Map.of());
            return new Backends(directory, infra, RegistryServer.start(SchemaRegistry.open(settings), 0));
        } catch (Exception e) {
            infra.close();
            throw e;
        }
    }

    /** Where everything is written, logs too. */
    public Path directory() {
        return directory;
    }

    public Endpoints endpoints() {
        return infra.endpoints();
    }

    public URI registry() {
        return registry.url();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        registry.close();
        infra.close();
    }

    /** For the good end, after {@link #close}: when something went wrong, the logs are worth keeping. */
    public void delete() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }
}
