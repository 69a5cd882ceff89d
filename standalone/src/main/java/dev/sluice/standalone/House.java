package dev.sluice.standalone;

import dev.sluice.access.SignInLinks;
import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraEvent;
import dev.sluice.embedded.InfraException;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** All that runs in this process and below it. What started last stops first. */
final class House implements AutoCloseable {

    private final Options options;
    private final DataDirectory data;
    private final AdminKey adminKey;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private @Nullable Endpoints endpoints;
    private @Nullable SchemaRegistry registry;
    private String registryUrl = "";
    private String managementPort = "";
    private volatile boolean abandoned;
    private @Nullable SignInLinks links;

    private House(Options options, DataDirectory data) {
        this.options = options;
        this.data = data;
        started.push(data);
        this.adminKey = AdminKey.of(data, CommandLine.Environment.PROCESS);
    }

    static House in(Options options) {
        return new House(options, DataDirectory.open(options.data()));
    }

    /**
     * What has started when this fails is still there, to be closed.
     *
     * @param trouble hears of an embedded backend that ended by itself
     */
    void start(Consumer<InfraEvent> trouble) {
        requireFreePort();
        List<Runnable> steps = List.of(() -> startBackends(trouble), this::startRegistry, this::startStages);
        for (Runnable step : steps) {
            if (abandoned) {
                return;
            }
            step.run();
        }
    }

    /** From another thread: nothing more needs to start. */
    void abandon() {
        abandoned = true;
    }

    Options options() {
        return options;
    }

    DataDirectory data() {
        return data;
    }

    AdminKey adminKey() {
        return adminKey;
    }

    Optional<Endpoints> endpoints() {
        return Optional.ofNullable(endpoints);
    }

    /** Asked before anything else starts: an answer at once is better than one after five seconds. */
    private void requireFreePort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()));
        } catch (UnknownHostException e) {
            throw new StartRefused("there is no address " + options.host() + " on this machine; --host names one");
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            throw new StartRefused(
                    reason.contains("in use")
                            ? "port " + options.port()
                                    + " is taken, perhaps by a Sluice that runs already; choose another with --port"
                            : "can't listen on " + options.host() + ", port " + options.port() + ": " + reason);
        }
    }

    private void startBackends(Consumer<InfraEvent> trouble) {
        InfraSpec spec = InfraSpec.in(data.path());
        spec = options.kafka().isPresent() ? spec.withoutKafka() : spec;
        spec = options.postgres().isPresent() ? spec.withoutPostgres() : spec;
        if (!spec.kafka() && !spec.postgres()) {
            return;
        }
        try {
            InfraProcess backends = InfraProcess.start(spec, trouble);
            started.push(backends);
            endpoints = backends.endpoints();
        } catch (InfraException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The stages reach it on a port of its own: they register their schemas before the web server listens, and read
     * from it until the last of them has stopped.
     */
    private void startRegistry() {
        if (options.registry().isPresent()) {
            registryUrl = options.registry().get();
            return;
        }
        if (options.kafka().isPresent()) {
            // Two registries that write to one topic would give one id to two schemas, and nothing would notice.
            throw new StartRefused(
                    "--kafka needs --registry too: the embedded registry only serves the embedded Kafka");
        }
        registry = SchemaRegistry.open(RegistrySettings.of(kafka()));
        try {
            RegistryServer server = RegistryServer.start(registry, 0);
            started.push(server);
            registryUrl = server.url().toString();
        } catch (IOException e) {
            registry.close();
            throw new StartRefused("can't listen on a port of this machine for the schema registry: " + e.getMessage());
        }
    }

    private void startStages() {
        ConfigurableApplicationContext stages = Stages.run(this);
        started.push(stages);
        links = stages.getBean(SignInLinks.class);
        managementPort = stages.getEnvironment().getProperty("local.management.port", "");
    }

    Optional<SchemaRegistry> registry() {
        return Optional.ofNullable(registry);
    }

    String registryUrl() {
        return registryUrl;
    }

    /** Where somebody at this terminal signs in without typing the key; each link counts once. */
    String signInLink() {
        String console = options.baseUrl() + "/console/";
        return Optional.ofNullable(links)
                .flatMap(SignInLinks::forAdmin)
                .map(path -> options.baseUrl() + path)
                .orElse(console);
    }

    String managementPort() {
        return managementPort;
    }

    String kafka() {
        return options.kafka().orElseGet(() -> embedded().bootstrapServers());
    }

    PostgresAddress postgres() {
        return options.postgres()
                .orElseGet(() -> new PostgresAddress(
                        embedded().jdbcUrl(),
                        Optional.of(embedded().user()),
                        Optional.of(embedded().password())));
    }

    private Endpoints embedded() {
        if (endpoints == null) {
            throw new IllegalStateException("the embedded backends have not been started");
        }
        return endpoints;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                // The outermost frame of a stop: what is left must be stopped all the same.
                Stages.LOG.atWarn().setCause(e).log("a part did not stop cleanly");
            }
        }
    }
}
