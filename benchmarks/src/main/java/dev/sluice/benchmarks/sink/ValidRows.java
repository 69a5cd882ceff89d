package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.HiredRow;
import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to valid topics what the validator would: framed Avro, with the headers that travel on, in transactions. */
final class ValidRows {
    private static final int BATCH = 1_000;

    private final String bootstrapServers;
    private final TopicNames topics;
    private final RegistryClient registry;
    private final Contracts contracts = Contracts.shipped();

    ValidRows(String bootstrapServers, TopicNames topics, URI registry) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.registry = RegistryClient.of(registry.toString());
    }

    void parents() throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            for (int id = 1; id <= HiredRow.DEPARTMENTS; id++) {
                parent(producer, "departments", id, "Department " + id);
            }
            for (int id = 1; id <= HiredRow.JOBS; id++) {
                parent(producer, "jobs", id, "Job " + id);
            }
            producer.commitTransaction();
        }
    }

    /**
     * What is in the log now.
     *
     * @param nanos when it became visible, by {@link System#nanoTime}
     * @param lastIds the last row of each partition
     */
    record Visible(long nanos, Collection<Integer> lastIds) {}

    /** All in one transaction: nobody sees any of it before all of it is in the log. */
    Visible hires(int rows, int version) throws IOException {
        Map<Integer, Integer> last = new ConcurrentHashMap<>();
        int schemaId = schemaId("hired_employees");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            String batch = "";
            producer.beginTransaction();
            for (int id = 1; id <= rows; id++) {
                if (id % BATCH == 1) {
                    batch = UUID.randomUUID().toString();
                }
                HiredRow row = HiredRow.of(id, version);
                ByteArrayOutputStream body = new ByteArrayOutputStream(64);
                BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(body, null);
                avro.writeInt(row.id());
                avro.writeString(row.name());
                avro.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.hiredAt()));
                avro.writeInt(row.department());
                avro.writeInt(row.job());
                avro.flush();
                send(
                        producer,
                        "hired_employees",
                        id,
                        Framing.frame(schemaId, body.toByteArray()),
                        List.of(
                                header(Headers.BATCH, batch),
                                header(Headers.ROW, Integer.toString((id - 1) % BATCH + 1)),
                                header(Headers.SOURCE, topics.raw("hired_employees") + "/0/" + id)),
                        last);
            }
            producer.flush();
            long nanos = System.nanoTime();
            producer.commitTransaction();
            return new Visible(nanos, last.values());
        }
    }

    Map<TopicPartition, Long> endOffsets() throws Exception {
        String topic = topics.valid("hired_employees");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetSpec> asked = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin
                    .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        }
    }

    private void parent(KafkaProducer<byte[], byte[]> producer, String table, int id, String name) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(body, null);
        avro.writeInt(id);
        avro.writeString(name);
        send(
                producer,
                table,
                id,
                Framing.frame(schemaId(table), body.toByteArray()),
                List.of(),
                new ConcurrentHashMap<>());
    }

    /** A failure comes to light at the commit. */
    private void send(
            KafkaProducer<byte[], byte[]> producer,
            String table,
            int key,
            byte[] value,
            List<Header> headers,
            Map<Integer, Integer> last) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topics.valid(table), null, Headers.bytes(Integer.toString(key)), value, headers),
                (metadata, failure) -> last.put(metadata.partition(), key));
    }

    private int schemaId(String table) {
        Schema schema = contracts.get(table).schema();
        return registry.register(topics.valid(table) + "-value", schema);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, Headers.bytes(value));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        UUID.randomUUID().toString(),
                        "compression.type",
                        "lz4",
                        "batch.size",
                        131_072,
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
