package dev.sluice.sink;

import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** How far the topics of the house go, in the order in which a row passes through them, and how far the validator has come. */
final class LogEnds {
    /** The first so many legs are the validator's, the others the sink's. */
    static final int JUDGED_LEGS = 2;

    private static final long PATIENCE_SECONDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Admin admin;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String validator;
    private final List<List<String>> legs;

    /** @param consumers each sees only what is committed, from where it is told */
    LogEnds(Admin admin, Supplier<Consumer<byte[], byte[]>> consumers, Tenant tenant, Collection<String> tables) {
        TopicNames names = tenant.topics();
        this.admin = admin;
        this.consumers = consumers;
        this.validator = tenant.name("validator");
        this.legs = List.of(
                of(tables, names::raw),
                of(tables, names::rekey),
                Stream.concat(
                                Stream.concat(
                                        of(tables, names::valid).stream(), of(tables, names::deadLetter).stream()),
                                Stream.of(names.batches()))
                        .toList());
    }

    private static List<String> of(Collection<String> tables, Function<String, String> name) {
        return tables.stream().map(name).toList();
    }

    /** The validator's offsets as it committed them. */
    Map<TopicPartition, Long> judged() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listConsumerGroupOffsets(validator).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** Ends of the raw topics, of those between the validator's halves, and of those that the sink reads. */
    List<Map<TopicPartition, Long>> legs() {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        await(admin.describeTopics(legs.stream().flatMap(List::stream).toList()).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition ->
                                question.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();
        await(admin.listOffsets(question).all())
                .forEach((partition, end) -> ends.computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                        .put(partition, end.offset()));
        return legs.stream()
                .map(topics -> topics.stream()
                        .flatMap(topic -> ends.getOrDefault(topic, Map.of()).entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .toList();
    }

    /**
     * Where somebody who has come so far comes without any record more: what was aborted, and the marks of transactions, are
     * passed by whoever looks for records, and nobody commits that.
     *
     * @param ends of the partitions that he has not come to the end of
     * @param from may lack partitions in which he has not begun
     */
    Map<TopicPartition, Long> withoutRecords(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> passed = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            ends.forEach((partition, end) -> {
                consumer.assign(List.of(partition));
                if (from.containsKey(partition)) {
                    consumer.seek(partition, from.get(partition));
                } else {
                    consumer.seekToBeginning(List.of(partition));
                }
                long until = System.nanoTime() + PATIENCE.toNanos();
                boolean none = true;
                while (none && consumer.position(partition) < end && System.nanoTime() < until) {
                    none = consumer.poll(PATIENCE).isEmpty();
                }
                if (none) {
                    passed.put(partition, consumer.position(partition));
                }
            });
        }
        return passed;
    }

    static boolean isPassed(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
