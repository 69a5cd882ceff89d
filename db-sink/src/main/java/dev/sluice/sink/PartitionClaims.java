package dev.sluice.sink;

import dev.sluice.sink.SinkOffsets.Candidate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From "the group gave it to us" to "it is ours in the database and read from where it was stored". A partition whose topic
 * is another one than before, or has lost records that were not stored yet, is not read at all: that is for a person.
 */
final class PartitionClaims implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionClaims.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String ANOTHER = "the topic or the cluster is another one than the stored offset belongs to";

    private static final String RESET = "Look what became of the topic, then POST /v1/sink/resets.";
    private static final String MEND = "Look whether the system schema was changed; it goes on by itself once it can.";

    private final Consumer<byte[], byte[]> consumer;
    private final OwnedPartitions owned;
    private final SinkOffsets offsets;
    private final TopicIdentity identity;
    private final MetadataWatch metadata;
    private final SinkStatus status;
    private final Map<String, String> claimedIds = new HashMap<>();
    private final Set<TopicPartition> refused = new HashSet<>();
    private long lookedAt = System.nanoTime();
    private @Nullable SinkSession session;
    private @Nullable MicroBatch fetched;

    PartitionClaims(
            Consumer<byte[], byte[]> consumer,
            OwnedPartitions owned,
            SinkOffsets offsets,
            TopicIdentity identity,
            MetadataWatch metadata,
            SinkStatus status) {
        this.consumer = consumer;
        this.owned = owned;
        this.offsets = offsets;
        this.identity = identity;
        this.metadata = metadata;
        this.status = status;
    }

    /** What is being fetched, and is not stored yet, when a poll takes partitions away. */
    void fetching(@Nullable MicroBatch batch) {
        fetched = batch;
    }

    /** The session that holds our claims; none while there is no connection. */
    void session(@Nullable SinkSession current) {
        session = current;
    }

    /** Claims what is not claimed yet, and lets it be read. */
    void claim(SinkSession current) throws SQLException {
        if (System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos()) {
            lookedAt = System.nanoTime();
            owned.reconsider();
            stopWhatIsAnother();
        }
        List<TopicPartition> unclaimed = owned.unclaimed();
        if (!unclaimed.isEmpty()) {
            identity.refresh(unclaimed);
            claim(current, withoutGone(unclaimed));
        }
    }

    /**
     * Called before what was fetched is stored: a topic that was made anew under our eyes is read on as if nothing had
     * happened, unless somebody looks.
     */
    void verify() {
        if (metadata.isNews()) {
            metadata.seen();
            stopWhatIsAnother();
        }
    }

    private void stopWhatIsAnother() {
        List<TopicPartition> reading = new ArrayList<>(owned.running());
        reading.addAll(owned.awaiting());
        identity.refresh(reading);
        for (TopicPartition partition : reading) {
            if (!identity.id(partition.topic()).equals(claimedIds.get(partition.topic()))) {
                stop(partition, ANOTHER);
                drop(List.of(partition));
            }
        }
    }

    private List<TopicPartition> withoutGone(List<TopicPartition> partitions) {
        List<TopicPartition> there = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            if (identity.isGone(partition.topic())) {
                stop(partition, "there is no such topic any more");
            } else {
                there.add(partition);
            }
        }
        return there;
    }

    private void claim(SinkSession current, List<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        List<Candidate> candidates = partitions.stream()
                .map(partition ->
                        new Candidate(partition, identity.id(partition.topic()), first.getOrDefault(partition, 0L)))
                .toList();
        Map<TopicPartition, Long> next = offsets.claim(current, identity.cluster(), candidates);
        List<TopicPartition> running = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Long stored = next.get(partition);
            if (stored == null) {
                stop(partition, ANOTHER);
            } else if (stored < first.getOrDefault(partition, 0L)) {
                stop(partition, "records that were not stored yet have expired");
            } else if (stored > end.getOrDefault(partition, Long.MAX_VALUE)) {
                stop(partition, "the topic has lost records that were stored");
            } else {
                owned.claimed(partition, stored);
                if (!refused.contains(partition)) {
                    status.gone(partition);
                }
                claimedIds.put(partition.topic(), identity.id(partition.topic()));
                consumer.seek(partition, stored);
                running.add(partition);
            }
        }
        consumer.resume(running);
    }

    /** Its records can't be stored. They are tried again from time to time, and the alarm stays until they are. */
    void refuse(TopicPartition partition, String reason) {
        refused.add(partition);
        stop(partition, "PostgreSQL refuses what is to be stored of it: " + reason, MEND);
    }

    void stored(MicroBatch batch) {
        if (!refused.isEmpty()) {
            batch.partitions().stream().filter(refused::remove).forEach(status::gone);
        }
    }

    void stop(TopicPartition partition, String reason) {
        stop(partition, reason, RESET);
    }

    private void stop(TopicPartition partition, String reason, String action) {
        owned.stopped(partition);
        consumer.pause(List.of(partition));
        if (status.stopped(partition, reason)) {
            LOG.atError()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("cause", reason)
                    .addKeyValue("action", action)
                    .log("partition stopped");
        }
    }

    /** Nothing is read before the database has said from where. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        owned.assigned(partitions);
        consumer.pause(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        forget(partitions);
        SinkSession holder = session;
        if (holder != null && !partitions.isEmpty()) {
            try {
                offsets.release(holder, partitions);
            } catch (SQLException e) {
                // The next owner ends our backend instead.
                LOG.atInfo().addKeyValue("cause", e.getMessage()).log("partitions not released");
            }
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        owned.gone(partitions);
        partitions.forEach(status::gone);
        refused.removeAll(List.copyOf(partitions));
        drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
        MicroBatch batch = fetched;
        if (batch != null) {
            batch.drop(partitions);
        }
    }
}
