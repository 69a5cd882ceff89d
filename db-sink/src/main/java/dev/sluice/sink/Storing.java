package dev.sluice.sink;

import dev.sluice.sink.StoreOutcome.Awaiting;
import dev.sluice.sink.StoreOutcome.Stored;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one micro-batch after the other to its outcome: stored, waiting for parents, somebody else's, or refused. */
final class Storing {
    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    private final BatchStore store;
    private final OwnedPartitions owned;
    private final PartitionClaims claims;
    private final ParentWait parents;
    private final SinkMetrics metrics;
    private final Runnable whenFenced;
    private Optional<String> obstacle = Optional.empty();

    Storing(
            BatchStore store,
            OwnedPartitions owned,
            PartitionClaims claims,
            ParentWait parents,
            SinkMetrics metrics,
            Runnable whenFenced) {
        this.store = store;
        this.owned = owned;
        this.claims = claims;
        this.parents = parents;
        this.metrics = metrics;
        this.whenFenced = whenFenced;
    }

    /**
     * A data error that is thrown is none of a row: those at fault were looked for. Something that a record has the ledger
     * say is refused; its partition stops, and no other for it.
     */
    void store(SinkSession current, MicroBatch batch) throws SQLException {
        try {
            storeTogether(current, batch);
        } catch (SQLException e) {
            if (!SinkFailure.of(e).isData()) {
                throw e;
            }
            for (TopicPartition partition : List.copyOf(batch.partitions())) {
                if (owned.running().contains(partition)) {
                    storeAlone(current, partition, batch.only(partition));
                } else {
                    // What comes before the child that it waits with was not stored either.
                    owned.unclaim(List.of(partition));
                }
            }
        }
    }

    private void storeAlone(SinkSession current, TopicPartition partition, MicroBatch batch) throws SQLException {
        try {
            storeTogether(current, batch);
        } catch (SQLException e) {
            if (!SinkFailure.of(e).isData()) {
                throw e;
            }
            claims.refuse(partition, SinkFailure.publicMessage(e));
        }
    }

    private void storeTogether(SinkSession current, MicroBatch batch) throws SQLException {
        MicroBatch now = batch;
        while (!now.isEmpty()) {
            long start = System.nanoTime();
            StoreOutcome outcome = store.store(current, now, owned::storedUpTo, owned::settledBefore);
            MicroBatch tried = now;
            now = outcome.fold(
                    stored -> stored(tried, stored, Duration.ofNanos(System.nanoTime() - start)),
                    awaiting -> await(tried, awaiting),
                    fenced -> fenced(tried));
        }
    }

    private MicroBatch stored(MicroBatch batch, Stored outcome, Duration time) {
        owned.stored(batch);
        claims.stored(batch);
        metrics.stored(batch, outcome, time);
        if (!outcome.refusals().isEmpty()) {
            LOG.atWarn().addKeyValue("count", outcome.refusals().size()).log("rows refused");
        }
        if (!outcome.obstacle().equals(obstacle)) {
            obstacle = outcome.obstacle();
            LOG.atInfo()
                    .addKeyValue("state", obstacle.isEmpty() ? "fast" : "ordinary")
                    .addKeyValue("cause", obstacle.orElse("nothing unknown on the tables"))
                    .log("path changed");
        }
        return new MicroBatch();
    }

    /** What comes before the children without parents is stored now. */
    private MicroBatch await(MicroBatch batch, Awaiting outcome) {
        for (Map.Entry<TopicPartition, Long> entry : outcome.from().entrySet()) {
            parents.await(entry.getKey(), entry.getValue(), batch.next(entry.getKey()));
        }
        metrics.waited(outcome.from().size());
        return batch.before(outcome.from());
    }

    private MicroBatch fenced(MicroBatch batch) {
        LOG.atWarn().addKeyValue("count", batch.partitions().size()).log("partitions have another owner");
        whenFenced.run();
        return new MicroBatch();
    }
}
