package dev.sluice.testkit;

import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The product's own embedded default, in a temporary directory. */
final class EmbeddedBackends {

    private EmbeddedBackends() {}

    static Backends start() {
        Path directory = temporaryDirectory();
        InfraProcess infra = InfraProcess.start(InfraSpec.in(directory).withPrograms(programs()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(infra, directory), "backends-end"));
        Endpoints endpoints = infra.endpoints();
        return new Backends(
                endpoints.bootstrapServers(),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()));
    }

    /** Shared by all test runs of a user on this machine: unpacking takes longer than starting. */
    static Path programs() {
        return Path.of(System.getProperty("java.io.tmpdir"), "sluice-test-programs-" + System.getProperty("user.name"));
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("sluice-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(InfraProcess infra, Path directory) {
        infra.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    System.err.println("left behind: " + file);
                }
            });
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }
}
