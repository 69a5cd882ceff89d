package dev.sluice.benchmarks.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The peers: Kafka's own producer with the same bytes, keys and partitions, and nothing around it. */
final class BareProducers {
    private static final Future<RecordMetadata> NOTHING = new CompletableFuture<>();

    private final String bootstrapServers;
    private final String topic;

    BareProducers(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** Rows a second of so many producers with one transaction per batch. */
    double transactional(int producers, int batches, int batchSize, IntFunction<byte[]> row) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        List<KafkaProducer<byte[], byte[]>> open = new ArrayList<>();
        for (int number = 0; number < producers; number++) {
            KafkaProducer<byte[], byte[]> producer = producer(Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    "bare-" + number,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    256 * 1024));
            producer.initTransactions();
            open.add(producer);
        }
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int number = 0; number < producers; number++) {
            int first = number;
            all.add(threads.submit(() -> {
                KafkaProducer<byte[], byte[]> producer = open.get(first);
                for (int batch = first; batch < batches; batch += producers) {
                    Future<RecordMetadata> last = NOTHING;
                    producer.beginTransaction();
                    for (int id = batch * batchSize + 1; id <= (batch + 1) * batchSize; id++) {
                        last = producer.send(new ProducerRecord<>(topic, key(id), row.apply(id)));
                    }
                    producer.commitTransaction();
                    last.get();
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        open.forEach(KafkaProducer::close);
        threads.shutdown();
        return batches * (double) batchSize / seconds;
    }

    /** Rows a second of one idempotent producer. */
    double idempotent(int rows, IntFunction<byte[]> row) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                producer(Map.of(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024, ProducerConfig.LINGER_MS_CONFIG, 5))) {
            producer.partitionsFor(topic);
            long start = System.nanoTime();
            Future<RecordMetadata> last = NOTHING;
            for (int id = 1; id <= rows; id++) {
                last = producer.send(new ProducerRecord<>(topic, key(id), row.apply(id)));
            }
            producer.flush();
            last.get();
            return rows / ((System.nanoTime() - start) / 1e9);
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] key(int id) {
        return Integer.toString(id).getBytes(StandardCharsets.UTF_8);
    }
}
