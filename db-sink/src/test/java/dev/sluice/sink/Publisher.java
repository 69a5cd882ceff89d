package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Does to the sink's topics what validator and edge do, in transactions. */
final class Publisher implements AutoCloseable {
    private final House house;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Header> headers = new ArrayList<>();

    Publisher(House house) {
        this.house = house;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        house.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        UUID.randomUUID().toString(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** All that the work sends is committed together. */
    void commit(Runnable work) {
        producer.beginTransaction();
        work.run();
        producer.commitTransaction();
    }

    void abort(Runnable work) {
        producer.beginTransaction();
        work.run();
        producer.flush();
        producer.abortTransaction();
    }

    /** Every record carries this header until {@link #plain()}. */
    Publisher header(String name, String value) {
        headers.add(new RecordHeader(name, Headers.bytes(value)));
        return this;
    }

    Publisher plain() {
        headers.clear();
        return this;
    }

    void row(String table, Object key, Object... values) {
        Contract contract = house.contract(table);
        send(house.topics().valid(table), key, Framing.frame(id(table), body(contract.schema(), values)));
    }

    void removal(String table, Object key) {
        send(house.topics().valid(table), key, null);
    }

    void letter(String table, Object key, String payload) {
        send(house.topics().deadLetter(table), key, Headers.bytes(payload));
    }

    void event(BatchEvent event) {
        send(new ProducerRecord<>(
                house.topics().batches(),
                null,
                Headers.bytes(event.batchId()),
                event.toJson(),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(event.kind())))));
    }

    void send(String topic, @Nullable Object key, byte @Nullable [] value) {
        byte[] bytes = key == null ? null : Headers.bytes(key.toString());
        send(new ProducerRecord<>(topic, null, bytes, value, List.copyOf(headers)));
    }

    /** A send that fails makes the commit fail. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    static byte[] body(Schema schema, Object... values) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int id(String table) {
        return ids.computeIfAbsent(
                table,
                name -> house.registry()
                        .register(
                                house.topics().valid(name) + "-value",
                                house.contract(name).schema()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
