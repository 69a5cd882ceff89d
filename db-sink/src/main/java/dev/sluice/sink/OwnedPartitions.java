package dev.sluice.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The partitions that the group gave to one thread, and how each of them stands. For that thread. */
final class OwnedPartitions {
    private enum State {
        /** Ours by the group, not yet by the database: paused. */
        UNCLAIMED,
        RUNNING,
        /** Paused until other partitions are stored up to a target. */
        AWAITING,
        /** Paused until somebody has looked. */
        STOPPED
    }

    private static final class Owned {
        private State state = State.UNCLAIMED;
        private long stored;
        private long settledBefore;
        private Map<TopicPartition, Long> targets = Map.of();
    }

    private final Map<TopicPartition, Owned> all = new HashMap<>();

    void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> all.put(partition, new Owned()));
    }

    void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(all::remove);
    }

    /** The database has to be asked again where these stand. */
    void unclaim(Collection<TopicPartition> partitions) {
        partitions.forEach(partition ->
                all.computeIfPresent(partition, (key, owned) -> owned.state == State.STOPPED ? owned : new Owned()));
    }

    void claimed(TopicPartition partition, long stored) {
        Owned owned = get(partition);
        owned.state = State.RUNNING;
        owned.stored = stored;
    }

    void stopped(TopicPartition partition) {
        get(partition).state = State.STOPPED;
    }

    /** What stands still is looked at again: somebody may have put it right. */
    void reconsider() {
        all.replaceAll((partition, owned) -> owned.state == State.STOPPED ? new Owned() : owned);
    }

    void stored(MicroBatch batch) {
        batch.partitions().forEach(partition -> get(partition).stored = batch.next(partition));
    }

    /**
     * @param settledBefore up to where the partition was read when the targets were taken: what is missing after they are
     *     reached will not come any more
     */
    void await(TopicPartition partition, Map<TopicPartition, Long> targets, long settledBefore) {
        Owned owned = get(partition);
        owned.state = State.AWAITING;
        owned.targets = targets;
        owned.settledBefore = settledBefore;
    }

    void resumed(TopicPartition partition) {
        get(partition).state = State.RUNNING;
    }

    Map<TopicPartition, Long> targets(TopicPartition partition) {
        return get(partition).targets;
    }

    long storedUpTo(TopicPartition partition) {
        return get(partition).stored;
    }

    long settledBefore(TopicPartition partition) {
        return get(partition).settledBefore;
    }

    Collection<TopicPartition> all() {
        return List.copyOf(all.keySet());
    }

    List<TopicPartition> unclaimed() {
        return in(State.UNCLAIMED);
    }

    List<TopicPartition> running() {
        return in(State.RUNNING);
    }

    List<TopicPartition> awaiting() {
        return in(State.AWAITING);
    }

    private List<TopicPartition> in(State state) {
        List<TopicPartition> partitions = new ArrayList<>();
        all.forEach((partition, owned) -> {
            if (owned.state == state) {
                partitions.add(partition);
            }
        });
        return partitions;
    }

    private Owned get(TopicPartition partition) {
        Owned owned = all.get(partition);
        if (owned == null) {
            throw new IllegalStateException("not ours: " + partition);
        }
        return owned;
    }
}
