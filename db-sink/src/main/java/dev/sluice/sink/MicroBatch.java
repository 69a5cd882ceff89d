package dev.sluice.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What is stored in one transaction: records of several partitions, each partition's in log order without a gap. */
final class MicroBatch {
    /** In a fixed order, so that two sessions lock what they share in the same order. */
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records =
            new TreeMap<>((a, b) -> a.topic().equals(b.topic())
                    ? a.partition() - b.partition()
                    : a.topic().compareTo(b.topic()));

    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long bytes;

    void add(ConsumerRecords<byte[], byte[]> fetched, ToLongFunction<TopicPartition> position) {
        for (TopicPartition partition : fetched.partitions()) {
            records.computeIfAbsent(partition, absent -> new ArrayList<>()).addAll(fetched.records(partition));
            next.put(partition, position.applyAsLong(partition));
        }
        for (ConsumerRecord<byte[], byte[]> record : fetched) {
            bytes += record.serializedValueSize();
        }
    }

    /** Nothing but transaction markers was between: the position moves without a record. */
    void move(TopicPartition partition, long to) {
        records.computeIfAbsent(partition, absent -> new ArrayList<>());
        next.put(partition, to);
    }

    /** Somebody else will store them. */
    void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(records::remove);
        partitions.forEach(next::remove);
    }

    /** The same, but each named partition ends before its offset. */
    MicroBatch before(Map<TopicPartition, Long> limits) {
        MicroBatch shorter = new MicroBatch();
        records.forEach((partition, all) -> {
            Long limit = limits.get(partition);
            shorter.records.put(
                    partition,
                    limit == null
                            ? all
                            : all.stream()
                                    .filter(record -> record.offset() < limit)
                                    .toList());
            shorter.next.put(partition, limit == null ? next(partition) : limit);
        });
        return shorter;
    }

    MicroBatch only(TopicPartition partition) {
        MicroBatch part = new MicroBatch();
        part.records.put(partition, records.getOrDefault(partition, List.of()));
        part.next.put(partition, next(partition));
        return part;
    }

    /** Each partition's records, in log order. */
    Collection<List<ConsumerRecord<byte[], byte[]>>> records() {
        return records.values();
    }

    Collection<TopicPartition> partitions() {
        return records.keySet();
    }

    /** Where the partition goes on after this micro-batch. */
    long next(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    int size() {
        int size = 0;
        for (List<?> list : records.values()) {
            size += list.size();
        }
        return size;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }
}
