package dev.sluice.testkit;

import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka, a real PostgreSQL and a schema registry, one of each per JVM of tests, started by the first test that asks and ended with the
 * JVM however it ends. Tests keep apart by their own {@link #freshPrefix()} and {@link #freshDatabase()}.
 *
 * <p>{@code -Dsluice.test.backends=containers|embedded} chooses; without it, containers where a Docker daemon answers. There
 * is no skipping: a test that can't have its backends fails.
 */
public final class Backends {
    private static final String CHOICE = "sluice.test.backends";
    private static @Nullable Backends shared;
    private static @Nullable String failure;

    private final String bootstrapServers;
    private final Database database;
    private @Nullable RegistryServer registry;

    Backends(String bootstrapServers, Database database) {
        this.bootstrapServers = bootstrapServers;
        this.database = database;
    }

    /** Starts them at the first call; a start that failed fails every later call at once. */
    public static synchronized Backends shared() {
        if (failure != null) {
            throw new IllegalStateException("the backends did not start before: " + failure);
        }
        if (shared == null) {
            try {
                shared = start(Optional.ofNullable(System.getProperty(CHOICE)));
            } catch (RuntimeException e) {
                failure = e.toString();
                throw e;
            }
        }
        return shared;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Of a schema registry of the run, which is started by the first test that asks for it. */
    public synchronized URI registryUrl() {
        if (registry == null) {
            registry = startRegistry();
        }
        return registry.url();
    }

    /** An empty database that no other test knows. */
    public Database freshDatabase() {
        String name = freshName();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("a database for the test can't be made: " + e.getMessage(), e);
        }
        return database.named(name);
    }

    /** For topics, groups, transactional ids and schemas of one test. */
    public String freshPrefix() {
        return freshName() + "-";
    }

    private RegistryServer startRegistry() {
        try {
            return RegistryServer.start(SchemaRegistry.open(RegistrySettings.of(bootstrapServers)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Backends start(Optional<String> choice) {
        return switch (choice.orElseGet(() -> ContainerBackends.dockerAnswers() ? "containers" : "embedded")) {
            case "containers" -> ContainerBackends.start();
            case "embedded" -> EmbeddedBackends.start();
            default ->
                throw new IllegalArgumentException(
                        "-D" + CHOICE + " must be containers or embedded but is " + choice.orElseThrow());
        };
    }

    private static String freshName() {
        return "t" + UUID.randomUUID().toString().substring(0, 8);
    }
}
