package dev.sluice.embedded.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees to it that the topic is there, and that it keeps the last record of every key in one order. */
final class SchemaTopic {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RegistrySettings settings;
    private final Admin admin;

    private SchemaTopic(RegistrySettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** Returns the id of the cluster that it is in. */
    static String prepare(RegistrySettings settings) {
        try (Admin admin = Admin.create(KafkaSchemaLog.clientConfig(settings))) {
            SchemaTopic topic = new SchemaTopic(settings, admin);
            topic.create();
            topic.check();
            return Optional.ofNullable(topic.get(admin.describeCluster().clusterId()))
                    .orElse("");
        }
    }

    private void create() {
        NewTopic topic = new NewTopic(settings.topic(), Optional.of(1), Optional.of(settings.replicationFactor()))
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // The usual case from the second start on.
        }
    }

    private void check() {
        String name = settings.topic();
        int partitions = only(getOnceKnown(
                        () -> admin.describeTopics(List.of(name)).allTopicNames()))
                .partitions()
                .size();
        if (partitions != 1) {
            throw new InvalidConfigurationException(
                    "topic %s must have 1 partition but has %d".formatted(name, partitions));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        String policy = only(getOnceKnown(
                        () -> admin.describeConfigs(List.of(resource)).all()))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new InvalidConfigurationException(
                    "topic %s must have cleanup.policy=compact but has %s: schemas would be lost"
                            .formatted(name, policy));
        }
    }

    private static <T> T only(Map<?, T> answers) {
        return answers.values().iterator().next();
    }

    /** A broker may not have heard yet of a topic whose creation was acknowledged a moment ago. */
    private <T> T getOnceKnown(Supplier<KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        while (true) {
            try {
                return get(question.get());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(settings.timeout().toMillis() * 3, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer about topic " + settings.topic(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
