package dev.sluice.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** One try to store a micro-batch: what was found on the way. */
final class Attempt {
    private final SinkSession session;
    private final boolean careful;
    private final ToLongFunction<TopicPartition> settledBefore;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<TopicPartition, Long> awaited = new HashMap<>();

    /**
     * @param careful whether a failing statement is taken apart to find the rows at fault
     * @param settledBefore before which offset a parent that is missing will not come any more
     */
    Attempt(SinkSession session, boolean careful, ToLongFunction<TopicPartition> settledBefore) {
        this.session = session;
        this.careful = careful;
        this.settledBefore = settledBefore;
    }

    SinkSession session() {
        return session;
    }

    boolean careful() {
        return careful;
    }

    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    List<Refusal> refusals() {
        return refusals;
    }

    boolean isSettled(Write write) {
        return write.offset() < settledBefore.applyAsLong(write.partition());
    }

    /** The partition can't go beyond this write before a parent has come. */
    void await(Write write) {
        awaited.merge(write.partition(), write.offset(), Math::min);
    }

    Map<TopicPartition, Long> awaited() {
        return awaited;
    }
}
