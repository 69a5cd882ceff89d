package dev.sluice.benchmarks.validator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The peer: what Kafka Streams needs for reading, writing and committing alone. */
final class IdentityRun {
    private IdentityRun() {}

    static double rowsPerSecond(HiringLog log, int threads) {
        String in = log.names().raw(HiringLog.TABLE);
        String out = log.prefix + "identity";
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), in);
        topology.addSink("out", out, new ByteArraySerializer(), new ByteArraySerializer(), "in");
        Properties properties = properties(log, threads);
        try (Admin admin = log.clients().admin("identity");
                KafkaStreams streams = new KafkaStreams(topology, properties)) {
            admin.createTopics(List.of(new NewTopic(out, Optional.of(6), Optional.empty())))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            streams.start();
            double rowsPerSecond =
                    GroupProgress.rowsPerSecond(admin, properties.getProperty("application.id"), in, log.rows);
            streams.close(Duration.ofSeconds(10));
            CommittedRows.require("rows copied", log.rows, CommittedRows.count(log, out));
            return rowsPerSecond;
        }
    }

    /** Those of the validator. */
    private static Properties properties(HiringLog log, int threads) {
        String state = log.house.data().resolve(log.prefix + "identity").toString();
        Map<String, String> wishes = Map.of(
                "num.stream.threads", String.valueOf(threads),
                "state.dir", state,
                "commit.interval.ms", "25",
                "poll.ms", "25",
                "max.task.idle.ms", "-1",
                "buffered.records.per.partition", "5000",
                "main.consumer.max.poll.records", "5000",
                "main.consumer.auto.offset.reset", "earliest",
                "producer.batch.size", "131072");
        Properties properties = new Properties();
        properties.putAll(log.clients().streams("identity", wishes));
        return properties;
    }
}
