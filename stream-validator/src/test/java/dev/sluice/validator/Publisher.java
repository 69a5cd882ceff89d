package dev.sluice.validator;

import static dev.sluice.wire.Headers.bytes;

import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes rows to raw topics as an upstream system would: with a key or without, wherever it likes. */
final class Publisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final RealHouse house;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Publisher(RealHouse house) {
        this.house = house;
        this.producer = new KafkaProducer<>(house.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A CSV line in the partition of its key. */
    void csv(String table, int id, String rest) {
        csv(table, null, String.valueOf(id), id + "," + rest, Map.of());
    }

    void csv(
            String table, @Nullable Integer partition, @Nullable String key, String line, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> row =
                new ProducerRecord<>(house.names().raw(table), partition, key == null ? null : bytes(key), bytes(line));
        row.headers().add(Headers.CONTENT_TYPE, bytes("text/csv"));
        headers.forEach((name, value) -> row.headers().add(name, bytes(value)));
        send(row);
    }

    void send(ProducerRecord<byte[], byte[]> row) {
        sent.add(producer.send(row));
    }

    /** Returns when all rows are in the log. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> row : sent) {
            try {
                row.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
