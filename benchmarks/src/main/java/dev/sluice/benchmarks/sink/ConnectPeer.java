package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.Backends;
import dev.sluice.benchmarks.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.AppInfoParser;

/** Kafka Connect, standalone, with the Debezium JDBC sink, in a JVM of its own. */
final class ConnectPeer implements AutoCloseable {
    private static final String HEAP = "2g";
    /** By name: what it extends is not on this class path. */
    private static final String CONVERTER = "dev.sluice.benchmarks.connect.HiredRowConverter";

    private final Backends backends;
    private final String name;
    private final ChildProcess process;

    private ConnectPeer(Backends backends, String name, ChildProcess process) {
        this.backends = backends;
        this.name = name;
        this.process = process;
    }

    /**
     * Returns when every task waits for what comes after {@code from}.
     *
     * @param name no other one's on these backends
     * @param table with its schema
     */
    static ConnectPeer start(
            Backends backends,
            String name,
            ConnectTuning tuning,
            Map<TopicPartition, Long> from,
            int tasks,
            String table)
            throws Exception {
        Path directory = Files.createDirectory(backends.directory().resolve(name));
        Path worker = write(directory.resolve("worker.properties"), worker(backends, directory, tuning));
        Path sink = write(directory.resolve("sink.properties"), sink(backends, name, tuning, from, tasks, table));
        try (Admin admin = admin(backends)) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            from.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
            admin.alterConsumerGroupOffsets("connect-" + name, offsets).all().get();
        }
        ChildProcess process = ChildProcess.start(
                directory.resolve("connect.log"),
                List.of(
                        "-Xmx" + HEAP,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        classPath(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        worker.toString(),
                        sink.toString()));
        ConnectPeer peer = new ConnectPeer(backends, name, process);
        while (!peer.isReady(tasks)) {
            peer.requireRunning();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return peer;
    }

    /** A task that fails leaves its process running. */
    void requireRunning() {
        process.requireRunningWithout(" ERROR ");
    }

    private boolean isReady(int tasks) throws Exception {
        String group = "connect-" + name;
        try (Admin admin = admin(backends)) {
            ConsumerGroupDescription there = Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get();
            return there.groupState() == GroupState.STABLE
                    && there.members().stream()
                                    .filter(member -> !member.assignment()
                                            .topicPartitions()
                                            .isEmpty())
                                    .count()
                            == tasks;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static Map<String, String> worker(Backends backends, Path directory, ConnectTuning tuning)
            throws IOException {
        Map<String, String> worker = new HashMap<>();
        worker.put("bootstrap.servers", backends.endpoints().bootstrapServers());
        worker.put("listeners", "http://127.0.0.1:" + Backends.freePort());
        worker.put("offset.storage.file.filename", directory.resolve("offsets").toString());
        worker.put("plugin.discovery", "hybrid_warn");
        // Keys and headers are not looked at: as bytes they cost nothing.
        worker.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.put("header.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.put("value.converter", CONVERTER);
        worker.put("value.converter.timestamps", tuning.timestamps());
        worker.put("consumer.isolation.level", "read_committed");
        worker.put("consumer.max.poll.records", Integer.toString(tuning.poll()));
        worker.put("consumer.max.partition.fetch.bytes", Integer.toString(8 << 20));
        worker.put("consumer.fetch.max.bytes", Integer.toString(64 << 20));
        return worker;
    }

    private static Map<String, String> sink(
            Backends backends,
            String name,
            ConnectTuning tuning,
            Map<TopicPartition, Long> from,
            int tasks,
            String table) {
        Map<String, String> sink = new HashMap<>(tuning.sink());
        sink.put("name", name);
        sink.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        sink.put("tasks.max", Integer.toString(tasks));
        sink.put("topics", from.keySet().iterator().next().topic());
        sink.put("connection.url", backends.endpoints().jdbcUrl() + tuning.parameters());
        sink.put("connection.username", backends.endpoints().user());
        sink.put("connection.password", backends.endpoints().password());
        sink.put("insert.mode", "upsert");
        sink.put("primary.key.mode", "record_value");
        sink.put("primary.key.fields", "id");
        sink.put("schema.evolution", "none");
        sink.put("collection.name.format", table);
        return sink;
    }

    private static Path write(Path file, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /** What the profile has put there, and not one class more. */
    private static String classPath() throws URISyntaxException {
        Path jar = Path.of(ConnectPeer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path lib = jar.resolveSibling("../connect/target/lib").normalize();
        Path client = lib.resolve("kafka-clients-" + AppInfoParser.getVersion() + ".jar");
        Path converter = jar.resolveSibling("benchmarks-converter.jar");
        for (Path needed : List.of(client, converter)) {
            if (!Files.exists(needed)) {
                throw new IllegalStateException(needed + " is missing: build with -Pbenchmarks");
            }
        }
        return lib + "/*" + System.getProperty("path.separator") + converter;
    }

    private static Admin admin(Backends backends) {
        return Admin.create(Map.of("bootstrap.servers", backends.endpoints().bootstrapServers()));
    }

    @Override
    public void close() {
        process.close();
    }
}
