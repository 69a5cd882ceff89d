package dev.sluice.validator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The log as the brokers show it. For one thread. */
final class KafkaLogView implements LogView, AutoCloseable {
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private final String group;
    private final Admin admin;
    private final Consumer<byte[], byte[]> reader;
    private final AppliedPositions applied;
    private final Map<TopicPartition, Long> committedBefore = new HashMap<>();

    /**
     * @param group whose committed offsets say what is judged
     * @param reader reads committed records, one at a time, and belongs to no group
     */
    KafkaLogView(String group, Admin admin, Consumer<byte[], byte[]> reader, AppliedPositions applied) {
        this.group = group;
        this.admin = admin;
        this.reader = reader;
        this.applied = applied;
    }

    @Override
    public Map<TopicPartition, Long> ends(String topic) {
        TopicDescription described = Objects.requireNonNull(
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic), topic);
        Map<TopicPartition, OffsetSpec> asked = described.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /**
     * Committed offsets say it, but for a tail of markers and aborted records that no task has come by since it started:
     * nothing is committed for these. So where the offset stands still, the records are looked for.
     */
    @Override
    public boolean isJudged(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        boolean judged = true;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = offsets.get(end.getKey());
            long committed = offset == null ? 0 : offset.offset();
            Long before = committedBefore.put(end.getKey(), committed);
            boolean standsStill = before != null && before == committed;
            judged &= committed >= end.getValue() || (standsStill && isEmpty(end.getKey(), committed, end.getValue()));
        }
        return judged;
    }

    @Override
    public boolean isApplied(Map<TopicPartition, Long> ends) {
        return applied.hasReached(ends);
    }

    /** Whether there is no committed record from an offset up to the end; false also as long as that is open. */
    private boolean isEmpty(TopicPartition partition, long from, long end) {
        reader.assign(List.of(partition));
        reader.seek(partition, from);
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_LOOK.toNanos()) {
            ConsumerRecords<byte[], byte[]> records = reader.poll(Duration.ofMillis(50));
            for (ConsumerRecord<byte[], byte[]> first : records) {
                return first.offset() >= end;
            }
            if (reader.position(partition) >= end) {
                return true;
            }
        }
        return false;
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        reader.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
