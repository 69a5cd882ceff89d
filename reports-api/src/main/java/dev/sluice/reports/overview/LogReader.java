package dev.sluice.reports.overview;

import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicNames;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Compares the ends of the log with how far the validator and the sink have come. */
final class LogReader implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 4;
    private static final String STORED = "select topic, partition, next_offset, updated_at from {sluice}.offsets";

    private final LogClients clients;
    private final Reads reads;
    private final String stored;
    private final String group;
    private final TopicNames names;
    private final Collection<String> tables;
    private @Nullable Admin admin;

    LogReader(LogClients clients, Tenant tenant, Reads reads, Schemas schemas, Collection<String> tables) {
        this.clients = clients;
        this.reads = reads;
        this.stored = schemas.in(STORED);
        this.group = tenant.name("validator");
        this.names = tenant.topics();
        this.tables = List.copyOf(tables);
    }

    LogState read() throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = ends();
            Map<TopicPartition, OffsetAndMetadata> judged = admin().listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return compare(ends, judged);
        } catch (ExecutionException | TimeoutException e) {
            return new LogState(false, Instant.now(), Map.of(), Map.of(), Instant.now());
        }
    }

    private LogState compare(Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> judged) {
        Instant now = Instant.now();
        Map<TopicPartition, Stored> positions = stored();
        Map<String, LogState.Behind> toJudge = new HashMap<>();
        Map<String, LogState.Behind> toStore = new HashMap<>();
        Instant asOf = now;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            String raw = names.tableOfRaw(partition.topic()).orElse(null);
            if (raw != null) {
                OffsetAndMetadata position = judged.get(partition);
                long next = position == null ? 0 : position.offset();
                // The last transaction's mark is no record, and a committed position may stand before it.
                long behind = end.getValue() - next <= 1 ? 0 : end.getValue() - next;
                toJudge.merge(raw, new LogState.Behind(behind, next), LogState.Behind::plus);
                continue;
            }
            Stored position = positions.getOrDefault(partition, new Stored(0, now));
            long behind = Math.max(0, end.getValue() - position.next());
            String table = names.tableOfValid(partition.topic())
                    .or(() -> names.tableOfDeadLetter(partition.topic()))
                    .orElse("");
            toStore.merge(table, new LogState.Behind(behind, position.next()), LogState.Behind::plus);
            if (behind > 1 && position.at().isBefore(asOf)) {
                asOf = position.at();
            }
        }
        return new LogState(true, now, toJudge, toStore, asOf);
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> topics = tables.stream()
                .flatMap(table -> List.of(names.raw(table), names.valid(table), names.deadLetter(table)).stream())
                .collect(Collectors.toList());
        topics.add(names.batches());
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic : admin().describeTopics(topics)
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .values()) {
            topic.partitions()
                    .forEach(partition ->
                            wanted.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin().listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, Stored> stored() {
        Map<TopicPartition, Stored> positions = new HashMap<>();
        reads.client()
                .sql(stored)
                .query((row, number) -> positions.put(
                                new TopicPartition(row.getString(1), row.getInt(2)),
                                new Stored(
                                        row.getLong(3),
                                        row.getObject(4, OffsetDateTime.class).toInstant()))
                        == null)
                .list();
        return positions;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin("overview");
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }

    private record Stored(long next, Instant at) {}
}
