package dev.sluice.benchmarks.validator;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How fast a group gets through a topic, by its committed offsets. The first quarter is for warming up. */
final class GroupProgress {
    private GroupProgress() {}

    static double rowsPerSecond(Admin admin, String group, String topic, long rows) {
        long firstRows = 0;
        long firstNanos = 0;
        while (true) {
            long committed = committed(admin, group, topic);
            long now = System.nanoTime();
            if (firstRows == 0 && committed >= rows / 4) {
                firstRows = committed;
                firstNanos = now;
            }
            if (committed >= rows) {
                return (rows - firstRows) * 1e9 / (now - firstNanos);
            }
            pause();
        }
    }

    private static long committed(Admin admin, String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
