package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of one broker that is its own controller, for loopback clients. */
final class KafkaSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "PLAINTEXT";
    private static final String INTERNAL = "INTERNAL";

    private KafkaSettings() {}

    static Properties of(Path logDirectory, KafkaPorts ports) {
        Properties settings = new Properties();
        identity(settings, logDirectory, ports);
        singleNode(settings);
        noticeTheDeadSoon(settings);
        economy(settings);
        return settings;
    }

    private static void identity(Properties settings, Path logDirectory, KafkaPorts ports) {
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(NODE_ID));
        settings.setProperty("log.dirs", logDirectory.toString());
        String internal = listener(INTERNAL, ports.internal());
        settings.setProperty(
                "listeners",
                String.join(
                        ",", listener(CLIENTS, ports.clients()), internal, listener(CONTROLLER, ports.controller())));
        settings.setProperty("advertised.listeners", listener(CLIENTS, ports.advertised()) + "," + internal);
        settings.setProperty(
                "listener.security.protocol.map", CLIENTS + ":PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", INTERNAL);
        settings.setProperty("controller.listener.names", CONTROLLER);
        // A static quorum is the one that lets the controller's port change between two starts.
        settings.setProperty("controller.quorum.voters", NODE_ID + "@" + Ports.LOOPBACK + ":" + ports.controller());
        // A misspelt topic must be an error, not a topic.
        settings.setProperty("auto.create.topics.enable", "false");
    }

    private static String listener(String name, int port) {
        return name + "://" + Ports.LOOPBACK + ":" + port;
    }

    private static void singleNode(Properties settings) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.setProperty(topic + ".replication.factor", "1");
            settings.setProperty(topic + ".num.partitions", "8");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("min.insync.replicas", "1");
        // There is nobody else to wait for.
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.streams.initial.rebalance.delay.ms", "0");
    }

    /** After a crash the pause is as long as it takes to notice that the crashed one is gone. */
    private static void noticeTheDeadSoon(Properties settings) {
        settings.setProperty("broker.session.timeout.ms", "3000");
        settings.setProperty("broker.heartbeat.interval.ms", "1000");
        for (String protocol : new String[] {"consumer", "streams", "share"}) {
            settings.setProperty("group." + protocol + ".session.timeout.ms", "6000");
            settings.setProperty("group." + protocol + ".min.session.timeout.ms", "6000");
            settings.setProperty("group." + protocol + ".heartbeat.interval.ms", "1500");
            settings.setProperty("group." + protocol + ".min.heartbeat.interval.ms", "1500");
        }
        // An abandoned transaction holds up every reader of its partitions.
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static void economy(Properties settings) {
        // The default takes 128 MB of heap. 32 MB hold 1.4 million keys for one pass of the cleaner.
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(32 * 1024 * 1024));
        // After a kill only what was not yet flushed, at most the active segment of each partition, is read again.
        settings.setProperty("log.segment.bytes", Integer.toString(256 * 1024 * 1024));
        settings.setProperty(
                "num.recovery.threads.per.data.dir",
                Integer.toString(Runtime.getRuntime().availableProcessors()));
    }
}
