package dev.sluice.validator;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.row.WriterSchemas;
import dev.sluice.start.StartSettings;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.TopicReader;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.TopicNames;
import dev.sluice.topics.Topics;
import dev.sluice.topics.TopicsModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;

/** The hiring house on a real broker under a prefix of its own. */
final class RealHouse implements AutoCloseable {
    private final String prefix;
    private final ConfigurableApplicationContext context;
    private final List<ValidatorInstance> instances = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    /** @param settings of the platform, as {@code name=value} */
    private RealHouse(String bootstrapServers, String prefix, String... settings) {
        this.prefix = prefix;
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("sluice.kafka.bootstrap-servers=" + bootstrapServers);
        all.add("sluice.prefix=" + prefix);
        this.context = new SpringApplicationBuilder(Platform.class)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
        context.getBean(Topics.class);
    }

    /** The house of another process. */
    static RealHouse of(String bootstrapServers, String prefix) {
        return new RealHouse(bootstrapServers, prefix);
    }

    static RealHouse fresh(String... settings) {
        Backends backends = Backends.shared();
        return new RealHouse(backends.bootstrapServers(), backends.freshPrefix(), settings);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(TopicsModule.class)
    static class Platform {
        @Bean
        dev.sluice.start.Backends backends() {
            return dev.sluice.start.Backends.of(new StartSettings(Duration.ofSeconds(30)));
        }
    }

    String prefix() {
        return prefix;
    }

    TopicNames names() {
        return context.getBean(TopicNames.class);
    }

    LogClients clients() {
        return context.getBean(LogClients.class);
    }

    /** Without a registry: the schema ids are 1, 2, 3 in the order of the tables, parents first. */
    Channels channels() {
        Topics topics = context.getBean(Topics.class);
        TopicNames names = topics.names();
        List<Channel> channels = new ArrayList<>();
        for (Contract contract : context.getBean(Contracts.class).parentsFirst()) {
            String table = contract.table();
            channels.add(new Channel(
                    contract,
                    names.raw(table),
                    names.rekey(table),
                    names.valid(table),
                    names.deadLetter(table),
                    topics.partitions(names.raw(table)),
                    channels.size() + 1));
        }
        return new Channels(channels, names.batches(), names.held(), House.LARGEST);
    }

    /** Runs an instance with a state directory of its own until it or this house is closed. */
    ValidatorInstance validate(Duration grace) {
        return validate(grace, stateDirectory());
    }

    ValidatorInstance validate(Duration grace, Path stateDir) {
        return validate(instance(settings(grace, stateDir)));
    }

    ValidatorInstance validate(Duration grace, WriterSchemas schemas) {
        return validate(instance(settings(grace, stateDirectory()), schemas, new Outage()));
    }

    private ValidatorInstance validate(ValidatorInstance instance) {
        instance.start(failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT, state -> {});
        instances.add(instance);
        return instance;
    }

    ValidatorInstance instance(ValidatorSettings settings) {
        return instance(settings, WriterSchemas.NONE, new Outage());
    }

    ValidatorInstance instance(ValidatorSettings settings, WriterSchemas schemas, Outage outage) {
        return ValidatorInstance.of(new ValidatorInstance.Parts(
                channels(), settings, schemas, clients(), outage, new ValidatorMetrics(new SimpleMeterRegistry())));
    }

    static ValidatorSettings settings(Duration grace, Path stateDir) {
        return new ValidatorSettings(
                grace,
                2,
                Duration.ofMillis(25),
                stateDir,
                3,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return TopicReader.of(Backends.shared().bootstrapServers()).read(topic);
    }

    Map<String, Object> producer() {
        return clients().producer("test", Map.of());
    }

    /** Goes with this house. */
    Path stateDirectory() {
        Path directory = temporaryDirectory();
        folders.add(directory);
        return directory;
    }

    /** Whoever asks for it removes it. */
    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("validator");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        instances.forEach(ValidatorInstance::close);
        folders.forEach(RealHouse::remove);
        context.close();
    }
}
