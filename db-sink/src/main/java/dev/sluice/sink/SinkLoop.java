package dev.sluice.sink;

import dev.sluice.registry.RegistryUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink thread: fetches, stores, and goes on, with a consumer and a connection of its own. Nothing is in flight between
 * two polls, so a partition that a poll takes away is always wholly stored or not at all.
 */
final class SinkLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration WHILE_AWAITING = Duration.ofMillis(10);
    private static final long FIRST_PAUSE_MILLIS = 100;

    /** Opens this thread's connection. */
    @FunctionalInterface
    interface Sessions {
        SinkSession open() throws SQLException;
    }

    private final int number;
    private final Consumer<byte[], byte[]> consumer;
    private final Sessions sessions;
    private final SinkSettings settings;
    private final SinkTopics topics;
    private final SinkStatus status;
    private final SinkMetrics metrics;
    private final OwnedPartitions owned = new OwnedPartitions();
    private final PartitionClaims claims;
    private final ParentWait parents;
    private final Storing storing;
    private @Nullable SinkSession session;
    private int failures;
    private volatile boolean stopping;

    SinkLoop(
            int number,
            Consumer<byte[], byte[]> consumer,
            Sessions sessions,
            BatchStore store,
            SinkOffsets offsets,
            SinkTopics topics,
            TopicIdentity identity,
            MetadataWatch metadata,
            SinkSettings settings,
            SinkStatus status,
            SinkMetrics metrics) {
        this.number = number;
        this.consumer = consumer;
        this.sessions = sessions;
        this.settings = settings;
        this.topics = topics;
        this.status = status;
        this.metrics = metrics;
        this.claims = new PartitionClaims(consumer, owned, offsets, identity, metadata, status);
        this.parents = new ParentWait(consumer, owned, topics, offsets);
        this.storing = new Storing(store, owned, claims, parents, metrics, this::fenced);
    }

    /** From any thread: ends after what is being stored now. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(topics.all(), claims);
            while (!stopping) {
                step();
            }
        } catch (WakeupException e) {
            // We were asked to stop while waiting for records.
        } catch (Exception | Error e) {
            status.trouble(number, e.toString());
            LOG.atError().addKeyValue("cause", e.toString()).setCause(e).log("sink thread ended");
        } finally {
            close();
        }
    }

    private void step() {
        try {
            SinkSession current = session();
            claims.claim(current);
            parents.resumeWhatMay(current);
            MicroBatch batch = fetch();
            if (!batch.isEmpty()) {
                storing.store(current, batch);
            }
            if (failures > 0) {
                failures = 0;
                status.well(number);
            }
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(partition -> claims.stop(partition, "records that were not stored yet are gone"));
            forgetFetched();
        } catch (SQLException e) {
            if (SinkFailure.of(e) == SinkFailure.SETUP) {
                throw new IllegalStateException("PostgreSQL refuses the sink: " + e.getMessage(), e);
            }
            retry(e);
        } catch (WakeupException | AuthenticationException | AuthorizationException e) {
            throw e;
        } catch (KafkaException | RegistryUnavailableException e) {
            retry(e);
        }
    }

    private SinkSession session() throws SQLException {
        SinkSession current = session;
        if (current == null) {
            current = sessions.open();
            session = current;
            claims.session(current);
        }
        return current;
    }

    private MicroBatch fetch() {
        MicroBatch batch = new MicroBatch();
        claims.fetching(batch);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(owned.awaiting().isEmpty() ? IDLE : WHILE_AWAITING);
        while (!records.isEmpty()) {
            batch.add(records, consumer::position);
            if (batch.size() >= settings.batchRows() || batch.bytes() >= settings.batchBytes()) {
                break;
            }
            records = consumer.poll(Duration.ZERO);
        }
        claims.verify();
        claims.fetching(null);
        moveOverMarkers(batch);
        return batch;
    }

    /** Markers of transactions are no records, but who waits for us to pass the end of a topic has to see us pass them. */
    private void moveOverMarkers(MicroBatch batch) {
        for (TopicPartition partition : owned.running()) {
            long position = consumer.position(partition);
            if (!batch.partitions().contains(partition) && position > owned.storedUpTo(partition)) {
                batch.move(partition, position);
            }
        }
    }

    private void fenced() {
        unclaim();
        // The group may not have told us yet that they are somebody else's.
        pause(IDLE);
    }

    /** What was fetched is not stored: positions have moved past it, and are asked of the database again. */
    private void forgetFetched() {
        claims.fetching(null);
        unclaim();
    }

    private void unclaim() {
        owned.unclaim(owned.all());
        consumer.pause(owned.all());
    }

    /** Everything is read again from where the database says it is stored: a commit may have happened or not. */
    private void retry(Exception cause) {
        long longest = Math.min(settings.retryLimit().toMillis(), FIRST_PAUSE_MILLIS << Math.min(failures, 16));
        long pause = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        failures++;
        metrics.retried();
        status.trouble(number, String.valueOf(cause.getMessage()));
        LOG.atWarn()
                .addKeyValue("cause", cause.getMessage())
                .addKeyValue("millis", pause)
                .log("storing will be tried again");
        closeSession();
        forgetFetched();
        pause(Duration.ofMillis(pause));
    }

    /** Polling keeps our place in the group; everything is paused. */
    private void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (!stopping && System.nanoTime() < until) {
            try {
                consumer.poll(time);
            } catch (WakeupException e) {
                throw e;
            } catch (KafkaException e) {
                LockSupport.parkNanos(time.toNanos());
            }
        }
    }

    private void close() {
        try {
            consumer.close();
        } finally {
            closeSession();
        }
    }

    private void closeSession() {
        SinkSession current = session;
        session = null;
        claims.session(null);
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                LOG.atDebug().addKeyValue("cause", e.getMessage()).log("connection not closed");
            }
        }
    }
}
