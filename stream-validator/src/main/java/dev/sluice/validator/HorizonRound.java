package dev.sluice.validator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One look at a parent's table, from a moment on. Each stage takes the end of a topic only after the stage before it was
 * reached, because what the one leaves behind is in the log of the next by then:
 *
 * <ol>
 *   <li>the raw records up to that end are judged: misplaced ones have gone to the re-key topic,
 *   <li>the re-keyed ones are judged: rows that wait have been announced, all others are on the valid topic,
 *   <li>the announcements are here, and who is among them waits (an announcement that was taken back leaves a row on the
 *       valid topic, which the next stage covers),
 *   <li>the valid rows are here.
 * </ol>
 */
final class HorizonRound {
    private final Channel parent;
    private final LogView log;
    private final Function<String, Set<String>> heldOf;
    private final long since;
    private final Deque<Stage> stages;
    private @Nullable Map<TopicPartition, Long> ends;
    private Set<String> waiting = Set.of();

    /** @param heldOf the keys of a table that wait at this moment */
    HorizonRound(Channel parent, String heldTopic, LogView log, Function<String, Set<String>> heldOf, long since) {
        this.parent = parent;
        this.log = log;
        this.heldOf = heldOf;
        this.since = since;
        this.stages = new ArrayDeque<>(List.of(
                new Stage(parent.raw(), log::isJudged, this::nothing),
                new Stage(parent.rekey(), log::isJudged, this::nothing),
                new Stage(heldTopic, log::isApplied, this::lookWhoWaits),
                new Stage(parent.valid(), log::isApplied, this::nothing)));
    }

    /** Goes on as far as it gets at this time; the outcome once all stages are reached. */
    Optional<Passed> advance() {
        for (Stage stage = stages.peek(); stage != null; stage = stages.peek()) {
            if (ends == null) {
                ends = log.ends(stage.topic);
            }
            if (!stage.reached.test(ends)) {
                return Optional.empty();
            }
            stage.then.run();
            stages.remove();
            ends = null;
        }
        return Optional.of(new Passed(since, waiting));
    }

    private void lookWhoWaits() {
        waiting = heldOf.apply(parent.table());
    }

    private void nothing() {}

    /**
     * @param since everything that the parent's raw topic held at this moment is settled, but for
     * @param waiting the keys that wait themselves
     */
    record Passed(long since, Set<String> waiting) {}

    private record Stage(String topic, Predicate<Map<TopicPartition, Long>> reached, Runnable then) {}
}
