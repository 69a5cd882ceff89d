package dev.sluice.registry;

import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.testkit.Backends;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** An empty registry on the run's Kafka, with a topic of its own. */
final class RealRegistry implements AutoCloseable {
    private final RegistryServer server;

    RealRegistry() throws IOException {
        Backends backends = Backends.shared();
        server = RegistryServer.start(
                SchemaRegistry.open(new RegistrySettings(
                        backends.bootstrapServers(),
                        backends.freshPrefix() + RegistrySettings.DEFAULT_TOPIC,
                        (short) 1,
                        Duration.ofSeconds(10),
                        Map.of())),
                0);
    }

    String url() {
        return server.url().toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
