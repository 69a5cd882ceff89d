package dev.sluice.sink;

import dev.sluice.ledger.Postgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the tables are behind the log, all partitions together: measured against the last stable offset, since what is in
 * an open transaction can't be stored by anybody, and from the stored offsets, since they alone say what is stored.
 */
final class LagWatch extends Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Postgres postgres;
    private final SinkOffsets offsets;
    private final SinkTopics topics;
    private volatile Map<String, Long> lags = Map.of();
    private volatile long oldestMillis;

    LagWatch(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Postgres postgres,
            SinkOffsets offsets,
            SinkTopics topics,
            MeterRegistry registry) {
        super("sink-lag", PERIOD);
        this.consumers = consumers;
        this.postgres = postgres;
        this.offsets = offsets;
        this.topics = topics;
        for (String topic : topics.all()) {
            Gauge.builder("sluice.sink.lag", () -> lags.getOrDefault(topic, 0L))
                    .tag("topic", topic)
                    .register(registry);
        }
        Gauge.builder("sluice.sink.oldest", this::oldestSeconds)
                .baseUnit("seconds")
                .register(registry);
    }

    private double oldestSeconds() {
        long since = oldestMillis;
        return since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1_000.0;
    }

    @Override
    void look() {
        try {
            measure();
        } catch (SQLException | KafkaException e) {
            // The sink's own threads say what is away. The last figures stand, and the oldest row grows older.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("lag not measured");
        }
    }

    /** Looks once. */
    void measure() throws SQLException {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> all = new ArrayList<>();
            for (String topic : topics.all()) {
                for (PartitionInfo info : consumer.partitionsFor(topic)) {
                    all.add(new TopicPartition(topic, info.partition()));
                }
            }
            Map<TopicPartition, Long> next = stored();
            Map<String, Long> behind = new HashMap<>();
            Map<TopicPartition, Long> late = new HashMap<>();
            consumer.endOffsets(all).forEach((partition, end) -> {
                long from = next.getOrDefault(partition, 0L);
                if (end > from) {
                    behind.merge(partition.topic(), end - from, Long::sum);
                    late.put(partition, from);
                }
            });
            oldestMillis = late.isEmpty() ? 0 : oldest(consumer, late);
            lags = Map.copyOf(behind);
        }
    }

    /** When the first record was written that is not stored yet; 0 when there are but markers of transactions. */
    private static long oldest(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> late) {
        long oldest = 0;
        for (Map.Entry<TopicPartition, Long> entry : late.entrySet()) {
            consumer.assign(List.of(entry.getKey()));
            consumer.seek(entry.getKey(), entry.getValue());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                oldest = oldest == 0 ? record.timestamp() : Math.min(oldest, record.timestamp());
                break;
            }
        }
        return oldest;
    }

    private Map<TopicPartition, Long> stored() throws SQLException {
        try (Connection connection = postgres.open("lag")) {
            return offsets.all(connection);
        }
    }
}
