package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.start.Bound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    private static final String DAYS_7 = "604800000";
    private static final String DAYS_30 = "2592000000";

    private final List<TopicPlan> plans =
            TopicPlan.all(TopicNames.of(""), List.of("jobs"), Bound.of(TopicSettings.class));

    @Test
    void everyTopicOfATableIsPlannedAsTheDesignHasIt() {
        assertThat(created("jobs.raw").configs())
                .isEqualTo(Map.of(
                        "cleanup.policy", "delete",
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", DAYS_7,
                        "max.message.bytes", "1048588"));
        assertThat(created("jobs.valid").configs())
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact",
                        "message.timestamp.type", "LogAppendTime",
                        "min.compaction.lag.ms", DAYS_7,
                        "delete.retention.ms", DAYS_30,
                        "max.message.bytes", "4194316"));
        assertThat(created("jobs.dead-letter").configs())
                .isEqualTo(Map.of(
                        "cleanup.policy", "delete",
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", DAYS_30,
                        "max.message.bytes", "4194316"));
        assertThat(created("sluice.batches").configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", DAYS_30);
        assertThat(created("jobs.rekey").configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", DAYS_7)
                .containsEntry("max.message.bytes", "4194316");
        assertThat(created("sluice.held").configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(plans).hasSize(6);
    }

    @Test
    void theBrokersOwnReplicationFactorIsTakenUnlessOneIsAskedFor() {
        assertThat(plan("jobs.raw").toCreate(6, (short) -1).replicationFactor()).isEqualTo((short) -1);
        assertThat(plan("jobs.raw").toCreate(6, (short) 3).replicationFactor()).isEqualTo((short) 3);
    }

    @Test
    void aTopicThatIsAsPlannedNeedsNoCorrection() {
        assertThat(plan("jobs.raw").corrections(created("jobs.raw").configs())).isEmpty();
    }

    @Test
    void whatLetsDataGoIsCorrectedAndWhatKeepsMoreIsLeft() {
        Map<String, String> present = new HashMap<>(created("jobs.raw").configs());
        present.put("cleanup.policy", "compact");
        present.put("retention.ms", "-1");
        present.put("max.message.bytes", "1000");

        Map<String, String> corrections = plan("jobs.raw").corrections(present);

        assertThat(corrections).isEqualTo(Map.of("cleanup.policy", "delete", "max.message.bytes", "1048588"));
    }

    private TopicPlan plan(String topic) {
        return plans.stream()
                .filter(plan -> plan.name().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private NewTopic created(String topic) {
        return plan(topic).toCreate(6, (short) -1);
    }
}
