package dev.sluice.sink;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a partition wait for a parent that another thread has yet to store. The validator had seen the parent before it let
 * the child pass, so the parent is in the log: once everything is stored that the parents' topics hold now, a parent that
 * is still missing will not come. This follows causality and can't deadlock.
 */
final class ParentWait {
    private final Consumer<byte[], byte[]> consumer;
    private final OwnedPartitions owned;
    private final SinkTopics topics;
    private final SinkOffsets offsets;

    ParentWait(Consumer<byte[], byte[]> consumer, OwnedPartitions owned, SinkTopics topics, SinkOffsets offsets) {
        this.consumer = consumer;
        this.owned = owned;
        this.topics = topics;
        this.offsets = offsets;
    }

    /** Pauses the partition, whose records were read up to {@code readUpTo}, before the one that has no parent yet. */
    void await(TopicPartition partition, long from, long readUpTo) {
        List<TopicPartition> parents = new ArrayList<>();
        for (String table : topics.rowsOf(partition.topic()).orElseThrow().parents()) {
            consumer.partitionsFor(topics.valid(table))
                    .forEach(info -> parents.add(new TopicPartition(info.topic(), info.partition())));
        }
        // Up to the last stable offset: what is still in an open transaction was seen by nobody.
        Map<TopicPartition, Long> targets = new HashMap<>(consumer.endOffsets(parents));
        owned.await(partition, targets, readUpTo);
        consumer.pause(List.of(partition));
        consumer.seek(partition, from);
    }

    void resumeWhatMay(SinkSession session) throws SQLException {
        for (TopicPartition partition : owned.awaiting()) {
            if (offsets.passed(session, owned.targets(partition))) {
                owned.resumed(partition);
                consumer.resume(List.of(partition));
            }
        }
    }
}
