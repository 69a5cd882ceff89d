package dev.sluice.validator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far the global stores of this instance are. Kafka Streams doesn't tell, but its global consumer knows: a call to
 * {@code poll} means that everything up to the consumer's positions has been applied. Positions pass transaction markers
 * and aborted records, which no store ever sees; offsets of applied records would stay short of the end for ever.
 */
final class AppliedPositions {
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

    /** Whether everything below these offsets has reached the stores. */
    boolean hasReached(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream().allMatch(entry -> next.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    /** The global consumer of a new Kafka Streams client, which begins with what is on disk. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        next.clear();
        return new Watched(config);
    }

    private final class Watched extends KafkaConsumer<byte[], byte[]> {
        Watched(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            assignment().forEach(this::note);
            return super.poll(timeout);
        }

        private void note(TopicPartition partition) {
            try {
                next.put(partition, position(partition, Duration.ZERO));
            } catch (TimeoutException e) {
                // Not known before the first fetch: then nothing new is applied either.
            }
        }
    }
}
