package dev.sluice.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A KRaft broker in this JVM. It halts the JVM when its log directory fails: only a child process may hold one. */
final class Broker {
    private final KafkaRaftServer server;

    private Broker(KafkaRaftServer server) {
        this.server = server;
    }

    /** Returns when clients are served. */
    static Broker start(Path data, KafkaPorts ports) throws IOException {
        Path logDirectory = data.resolve("kafka");
        if (!Files.exists(logDirectory.resolve("meta.properties"))) {
            format(logDirectory);
        }
        Properties settings = KafkaSettings.of(logDirectory, ports);
        try {
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            server.startup();
            return new Broker(server);
        } catch (KafkaException e) {
            throw new InfraException("Kafka did not start on " + logDirectory + ": " + e.getMessage(), e);
        }
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Formats beside and renames, so that a format that was cut short is never taken for a broker's directory. */
    private static void format(Path logDirectory) throws IOException {
        if (Files.exists(logDirectory)) {
            throw new InfraException(
                    logDirectory + " holds no meta.properties, so it is not a broker's directory; move it away");
        }
        Path unfinished = logDirectory.resolveSibling("kafka.new");
        Directories.delete(unfinished);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setControllerListenerName(KafkaSettings.CONTROLLER)
                    .setMetadataLogDirectory(unfinished.toString())
                    .addDirectory(unfinished.toString())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new InfraException("Kafka's directory can't be formatted: " + e.getMessage(), e);
        }
        Files.move(unfinished, logDirectory);
    }
}
