package dev.sluice.backup.restore;

import dev.sluice.topics.LogClients;
import dev.sluice.topics.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the rows of a restore in transactions. How many are sent is committed with them, as the offset of a consumer group
 * that nobody is in: whatever becomes of this process, the log itself says where to go on.
 */
final class ChunkSender implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> marks;
    private final TopicPartition marker;

    private ChunkSender(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> marks, TopicPartition marker) {
        this.producer = producer;
        this.marks = marks;
        this.marker = marker;
    }

    /** Ends what a former sender left open. */
    static ChunkSender open(LogClients clients, Tenant tenant, String restore) {
        ChunkSender sender = new ChunkSender(
                new KafkaProducer<>(clients.producer("restore", wishes(tenant))),
                new KafkaConsumer<>(clients.consumer(role(restore), Map.of())),
                new TopicPartition(tenant.topics().batches(), 0));
        boolean ready = false;
        try {
            sender.producer.initTransactions();
            ready = true;
        } finally {
            // One that was left behind would go on asking, and fence its successor.
            if (!ready) {
                sender.close();
            }
        }
        return sender;
    }

    private static Map<String, Object> wishes(Tenant tenant) {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                tenant.name("restore"),
                // What is left open holds up everybody who reads only what is committed.
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                10_000,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10);
    }

    private static String role(String restore) {
        return "restore-" + restore;
    }

    /** How many rows are in the log. */
    long sent() {
        OffsetAndMetadata offset = marks.committed(Set.of(marker)).get(marker);
        return offset == null ? 0 : offset.offset();
    }

    void begin() {
        producer.beginTransaction();
    }

    /** From any thread. A send that fails makes the commit fail. */
    void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    /** @param rows how many rows of the restore are in the log then */
    void commit(long rows) {
        producer.sendOffsetsToTransaction(Map.of(marker, new OffsetAndMetadata(rows)), marks.groupMetadata());
        producer.commitTransaction();
    }

    static void forget(Admin admin, Tenant tenant, String restore) {
        LogEnds.await(
                admin.deleteConsumerGroups(List.of(tenant.name(role(restore)))).all());
    }

    @Override
    public void close() {
        // A thread that was asked to stop still lets go of its clients in order.
        boolean interrupted = Thread.interrupted();
        marks.close(CloseOptions.timeout(LONGEST_CLOSE));
        producer.close(LONGEST_CLOSE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
