package dev.sluice.validator;

import dev.sluice.topics.LogClients;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is set up. What is not here is its default; a user's {@code sluice.kafka.properties.*} win. */
final class StreamsProperties {
    static final String APPLICATION = "validator";

    private StreamsProperties() {}

    static Properties of(LogClients clients, ValidatorSettings settings, Channels channels) {
        Properties properties = new Properties();
        properties.putAll(clients.streams(APPLICATION, wishes(settings, channels)));
        return properties;
    }

    private static Map<String, Object> wishes(ValidatorSettings settings, Channels channels) {
        long commit = settings.commitInterval().toMillis();
        return Map.ofEntries(
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads()),
                Map.entry(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString()),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commit),
                // A thread that sleeps in poll neither commits nor ticks.
                Map.entry(StreamsConfig.POLL_MS_CONFIG, commit),
                Map.entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
                Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
                Map.entry(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, StateAge.STATE_KEPT.toMillis()),
                Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class),
                // No partition waits for another: the waiting room sees to the order of parents and children.
                // Looking at the lag of every empty partition before every row took two fifths of a thread's time
                // (measured).
                Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED),
                Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000),
                Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000),
                // After a crash the pause is as long as it takes the group to notice.
                Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000),
                Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024),
                Map.entry(
                        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        channels.largestChange()));
    }
}
