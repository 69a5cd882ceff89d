package dev.sluice.producer.log;

import dev.sluice.topics.LogClients;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import dev.sluice.wire.KeyPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Asks the log itself whether a batch exists. Its event lies in the batch's own transaction, so one record tells. */
public final class BatchLookup implements AutoCloseable {
    /** The log could not be asked, or not to its end: neither yes nor no. */
    public static final class NotAnswered extends Exception {
        private static final long serialVersionUID = 1L;

        public NotAnswered(Throwable cause) {
            super(cause);
        }

        public NotAnswered(String reason) {
            super(reason);
        }
    }

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private final LogClients clients;
    private final Admin admin;
    private final String topic;
    private final int partitions;
    private final Duration patience;
    private final Map<Integer, End> ends = new ConcurrentHashMap<>();

    public BatchLookup(LogClients clients, String topic, int partitions, Duration patience) {
        this.clients = clients;
        this.admin = clients.admin("producer-api-lookup");
        this.topic = topic;
        this.partitions = partitions;
        this.patience = patience;
    }

    /** Where the batch's event would come to lie at the earliest; some seconds old, which does no harm. */
    public Attempt before(String batchId) throws NotAnswered {
        int partition = partition(batchId);
        End known = ends.get(partition);
        if (known == null || System.nanoTime() - known.time() > FRESH.toNanos()) {
            known = new End(end(partition), System.nanoTime());
            ends.put(partition, known);
        }
        return new Attempt(null, partition, known.offset());
    }

    /** Whether the batch is there as a whole. */
    public boolean exists(String batchId, Attempt attempt) throws NotAnswered {
        return exists(batchId, attempt, BatchLookup::isAccepted);
    }

    /** Ends what the transactional id may have left open, then reads to the end of what there is. */
    public boolean exists(String batchId, Attempt attempt, Predicate<ConsumerRecord<byte[], byte[]>> event)
            throws NotAnswered {
        if (attempt.transactionalId() == null) {
            return false;
        }
        fence(List.of(attempt.transactionalId()));
        return scan(batchId, attempt, event);
    }

    /** Ends what the transactional id may have left open, then hands over every event of the batch; none where it sent nothing. */
    public void read(String batchId, Attempt attempt, Consumer<ConsumerRecord<byte[], byte[]>> events)
            throws NotAnswered {
        if (attempt.transactionalId() != null) {
            fence(List.of(attempt.transactionalId()));
            readAll(batchId, attempt, events);
        }
    }

    /** Hands over the events of the batch that are there by now, until one is the last that is wanted. */
    public void readUntil(String batchId, Attempt from, Predicate<ConsumerRecord<byte[], byte[]>> last)
            throws NotAnswered {
        scan(batchId, from, last);
    }

    /** Hands over every event of the batch that is there by now. */
    public void readAll(String batchId, Attempt from, Consumer<ConsumerRecord<byte[], byte[]>> events)
            throws NotAnswered {
        scan(batchId, from, event -> {
            events.accept(event);
            return false;
        });
    }

    /** Ends what these may have left open; each has to begin anew. An empty name would end Kafka's client instead. */
    public void fence(List<String> transactionalIds) throws NotAnswered {
        List<String> names =
                transactionalIds.stream().filter(name -> !name.isEmpty()).toList();
        await(() -> admin.fenceProducers(names).all().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Where the batch's first event may lie: going by the time in its id, whatever anybody noted of it, and whenever that
     * was. The id's time is the edge's and the log's is the broker's, so their clocks are let differ.
     */
    public Attempt since(String batchId, Instant named) throws NotAnswered {
        return at(batchId, named.minus(CLOCKS_DIFFER));
    }

    /** The first place of the batch's partition that was written at this time or later. */
    private Attempt at(String batchId, Instant time) throws NotAnswered {
        int partition = partition(batchId);
        TopicPartition place = new TopicPartition(topic, partition);
        long offset = await(() -> admin.listOffsets(Map.of(place, OffsetSpec.forTimestamp(time.toEpochMilli())))
                .partitionResult(place)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                .offset());
        return new Attempt(null, partition, offset < 0 ? end(partition) : offset);
    }

    private int partition(String batchId) {
        return KeyPartition.of(Headers.bytes(batchId), partitions);
    }

    /** True as soon as an event is the one that is looked for. */
    private boolean scan(String batchId, Attempt attempt, Predicate<ConsumerRecord<byte[], byte[]>> event)
            throws NotAnswered {
        long end = end(attempt.partition());
        long deadline = System.nanoTime() + patience.toNanos();
        TopicPartition partition = new TopicPartition(topic, attempt.partition());
        byte[] key = Headers.bytes(batchId);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer("producer-api-lookup", Map.of()))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, attempt.offset());
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (Arrays.equals(key, record.key()) && event.test(record)) {
                        return true;
                    }
                }
                if (consumer.position(partition, patience) >= end) {
                    return false;
                }
            }
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new NotAnswered(e);
        }
        throw new NotAnswered("an open transaction hides the end of the log");
    }

    private static boolean isAccepted(ConsumerRecord<byte[], byte[]> record) {
        return Headers.text(record.headers(), Headers.EVENT)
                .filter(BatchEvent.Accepted.KIND::equals)
                .isPresent();
    }

    /** Past everything that was written, committed or not. */
    private long end(int partition) throws NotAnswered {
        TopicPartition place = new TopicPartition(topic, partition);
        return await(() -> admin.listOffsets(Map.of(place, OffsetSpec.latest()))
                .partitionResult(place)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                .offset());
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static <T> T await(Question<T> question) throws NotAnswered {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new NotAnswered(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NotAnswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAnswered(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private record End(long offset, long time) {}
}
