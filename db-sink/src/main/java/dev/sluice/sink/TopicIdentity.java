package dev.sluice.sink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Who a cluster and its topics are, beyond their names: a topic that was created anew is another one. */
final class TopicIdentity {
    private final Admin admin;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private volatile String cluster = "";

    TopicIdentity(Admin admin) {
        this.admin = admin;
    }

    String cluster() {
        if (cluster.isEmpty()) {
            cluster = await(admin.describeCluster().clusterId());
        }
        return cluster;
    }

    /** The present ids, asked anew. */
    void refresh(Collection<TopicPartition> partitions) {
        ask(partitions.stream().map(TopicPartition::topic).distinct().toList());
    }

    /** The id of a topic as it was when last asked; of one that is gone, its name. */
    String id(String topic) {
        if (!ids.containsKey(topic)) {
            ask(List.of(topic));
        }
        return Objects.requireNonNull(ids.get(topic));
    }

    /** Whether there was no such topic when last asked. */
    boolean isGone(String topic) {
        return id(topic).equals(topic);
    }

    private void ask(Collection<String> topics) {
        admin.describeTopics(topics).topicNameValues().forEach((topic, answer) -> {
            try {
                ids.put(topic, await(answer).topicId().toString());
            } catch (UnknownTopicOrPartitionException e) {
                ids.put(topic, topic);
            }
        });
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
