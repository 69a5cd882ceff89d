package dev.sluice.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.util.unit.DataSize;

/**
 * How one topic shall be.
 *
 * @param exact settings whose value decides what the topic means
 * @param atLeast settings that keep data: more is as good
 */
record TopicPlan(String name, Map<String, String> exact, Map<String, Long> atLeast) {

    /** What Kafka's own default allows above a megabyte: the outer frame of a record batch. */
    private static final long FRAME = 12;

    static List<TopicPlan> all(TopicNames names, Collection<String> tables, TopicSettings settings) {
        List<TopicPlan> plans = new ArrayList<>();
        for (String table : tables) {
            plans.add(kept(names.raw(table), settings.rawRetention().toMillis(), settings.rawMaxSize()));
            plans.add(kept(names.rekey(table), settings.rawRetention().toMillis(), settings.deadLetterMaxSize()));
            plans.add(compacted(names.valid(table), settings));
            plans.add(kept(
                    names.deadLetter(table), settings.deadLetterRetention().toMillis(), settings.deadLetterMaxSize()));
        }
        plans.add(kept(names.batches(), settings.batchesRetention().toMillis(), settings.rawMaxSize()));
        plans.add(marks(names.held()));
        return plans;
    }

    /** Short keys that come and go; only what they say now matters. */
    private static TopicPlan marks(String name) {
        return new TopicPlan(name, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"), Map.of());
    }

    private static TopicPlan kept(String name, long retention, DataSize largest) {
        return new TopicPlan(
                name,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
                        // By a publisher's own historic timestamps, retention would delete fresh rows.
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        retention,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        largest.toBytes() + FRAME));
    }

    /** State and recent history at once. As large as dead letters: a row that the raw topic took must fit as Avro too. */
    private static TopicPlan compacted(String name, TopicSettings settings) {
        return new TopicPlan(
                name,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, "compact",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                Map.of(
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        settings.validHistory().toMillis(),
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        settings.deletesRetention().toMillis(),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        settings.deadLetterMaxSize().toBytes() + FRAME));
    }

    NewTopic toCreate(int partitions, short replicationFactor) {
        Map<String, String> config = new HashMap<>(exact);
        atLeast.forEach((setting, value) -> config.put(setting, Long.toString(value)));
        return new NewTopic(
                        name,
                        Optional.of(partitions),
                        replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor))
                .configs(config);
    }

    /** What to alter in a topic that has these settings: nothing that would let data go. */
    Map<String, String> corrections(Map<String, String> present) {
        Map<String, String> corrections = new HashMap<>();
        exact.forEach((setting, wanted) -> {
            if (!wanted.equals(present.get(setting))) {
                corrections.put(setting, wanted);
            }
        });
        atLeast.forEach((setting, wanted) -> {
            String value = present.get(setting);
            if (value == null || isLess(Long.parseLong(value), wanted)) {
                corrections.put(setting, Long.toString(wanted));
            }
        });
        return corrections;
    }

    /** Kafka writes "for ever" as -1. */
    private static boolean isLess(long present, long wanted) {
        return present >= 0 && present < wanted;
    }
}
