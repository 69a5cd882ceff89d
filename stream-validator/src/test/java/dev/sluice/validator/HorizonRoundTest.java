package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.validator.HorizonRound.Passed;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HorizonRoundTest {
    private final FakeLog log = new FakeLog();
    private final Channel departments = House.channels(1).ofTable("departments").orElseThrow();
    private final HorizonRound round = new HorizonRound(departments, "sluice.held", log, table -> Set.of("9"), 100);

    @Test
    void topicIsLookedAtOnlyAfterThoseBeforeItAreReached() {
        assertThat(round.advance()).isEmpty();
        assertThat(log.asked).containsExactly("departments.raw");

        log.reached.add("departments.raw");
        assertThat(round.advance()).isEmpty();
        assertThat(log.asked).containsExactlyInAnyOrder("departments.raw", "departments.rekey");

        log.reached.add("departments.rekey");
        log.reached.add("sluice.held");
        assertThat(round.advance()).isEmpty();
        assertThat(log.asked).hasSize(4);

        log.reached.add("departments.valid");
        assertThat(round.advance()).contains(new Passed(100, Set.of("9")));
    }

    @Test
    void everythingReachedAtOnceIsOneStep() {
        log.reached.addAll(Set.of("departments.raw", "departments.rekey", "sluice.held", "departments.valid"));

        assertThat(round.advance()).isPresent();
    }

    private static final class FakeLog implements LogView {
        private final Set<String> asked = new HashSet<>();
        private final Set<String> reached = new HashSet<>();

        @Override
        public Map<TopicPartition, Long> ends(String topic) {
            asked.add(topic);
            return Map.of(new TopicPartition(topic, 0), 5L);
        }

        @Override
        public boolean isJudged(Map<TopicPartition, Long> ends) {
            return isReached(ends);
        }

        @Override
        public boolean isApplied(Map<TopicPartition, Long> ends) {
            return isReached(ends);
        }

        private boolean isReached(Map<TopicPartition, Long> ends) {
            return ends.keySet().stream().allMatch(partition -> reached.contains(partition.topic()));
        }
    }
}
