package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final TopicNames names = TopicNames.of("");

    @Test
    void rawReKeyAndValidOfATableHaveAsManyPartitions() {
        Topics topics =
                Topics.of(names, Map.of("jobs.raw", 3, "jobs.rekey", 3, "jobs.valid", 3, "jobs.dead-letter", 1));

        assertThat(topics.partitions("jobs.valid")).isEqualTo(3);
        assertThatThrownBy(() -> topics.partitions("other")).hasMessage("not a topic of ours: other");
    }

    @Test
    void aDriftBetweenThemStopsTheStart() {
        assertThatThrownBy(() -> Topics.of(names, Map.of("jobs.raw", 6, "jobs.valid", 3)))
                .isInstanceOf(StartException.class)
                .hasMessage("The topic jobs.raw has 6 partitions but jobs.valid has 3");
        assertThatThrownBy(() -> Topics.of(names, Map.of("jobs.raw", 6, "jobs.rekey", 3, "jobs.valid", 6)))
                .isInstanceOf(StartException.class)
                .hasMessage("The topic jobs.raw has 6 partitions but jobs.rekey has 3");
    }
}
