package dev.sluice.benchmarks.validator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic to its end. */
final class CommittedRows {
    private CommittedRows() {}

    static long count(HiringLog log, String topic) {
        long[] count = new long[1];
        forEach(log, topic, record -> count[0]++);
        return count[0];
    }

    static void forEach(HiringLog log, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> config = log.clients().consumer("count", Map.of("max.poll.records", 10_000));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(reader);
            }
        }
    }

    static void require(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": expected " + expected + " but found " + found);
        }
    }
}
