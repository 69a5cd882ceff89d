package dev.sluice.sink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** What an operator has to know: which partitions stand still, and which threads can't work, and why. */
final class SinkStatus {
    private final Map<String, String> stoppedPartitions = new ConcurrentHashMap<>();
    private final Map<Integer, String> troubledThreads = new ConcurrentHashMap<>();

    /** Whether that is news. */
    boolean stopped(TopicPartition partition, String reason) {
        return !reason.equals(stoppedPartitions.put(partition.toString(), reason));
    }

    /** It isn't ours any more, or goes on. */
    void gone(TopicPartition partition) {
        stoppedPartitions.remove(partition.toString());
    }

    void trouble(int thread, String cause) {
        troubledThreads.put(thread, cause);
    }

    void well(int thread) {
        troubledThreads.remove(thread);
    }

    int stoppedCount() {
        return stoppedPartitions.size();
    }

    int troubledCount() {
        return troubledThreads.size();
    }

    Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>(stoppedPartitions);
        troubledThreads.forEach((thread, cause) -> problems.put("thread " + thread, cause));
        return problems;
    }
}
