package dev.sluice.embedded.registry;

import dev.sluice.embedded.registry.SchemaLog.AppendException.Why;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log as a compacted topic of one partition: one producer, and one thread that reads from the first record on. */
final class KafkaSchemaLog implements SchemaLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSchemaLog.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final RegistrySettings settings;
    private final String clusterId;
    private final Producer<String, String> producer;
    private final Consumer<String, String> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch reachedEnd = new CountDownLatch(1);
    private @Nullable Thread thread;

    private KafkaSchemaLog(RegistrySettings settings, String clusterId) {
        this.settings = settings;
        this.clusterId = clusterId;
        this.partition = new TopicPartition(settings.topic(), 0);
        this.producer = new KafkaProducer<>(producerConfig(settings), new StringSerializer(), new StringSerializer());
        this.consumer =
                new KafkaConsumer<>(consumerConfig(settings), new StringDeserializer(), new StringDeserializer());
    }

    /** Creates the topic where it is missing, and refuses one that would lose what is written to it. */
    static KafkaSchemaLog open(RegistrySettings settings) {
        return new KafkaSchemaLog(settings, SchemaTopic.prepare(settings));
    }

    @Override
    public void read(Reader reader) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        Thread started = new Thread(() -> pump(reader, end), "schema-log-reader");
        started.setDaemon(true);
        thread = started;
        started.start();
        try {
            if (!reachedEnd.await(settings.timeout().toMillis() * 6, TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("the topic " + partition.topic() + " could not be read to its end in time");
            }
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private void pump(Reader reader, long end) {
        try (consumer) {
            while (closing.getCount() > 0) {
                try {
                    for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                        reader.record(record.offset(), record.key(), record.value());
                    }
                    if (reachedEnd.getCount() > 0 && consumer.position(partition) >= end) {
                        reachedEnd.countDown();
                    }
                } catch (org.apache.kafka.common.errors.WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.atWarn()
                            .addKeyValue("topic", partition.topic())
                            .addKeyValue("cause", e)
                            .log("schema log not readable");
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            if (closing.await(1, TimeUnit.SECONDS)) {
                LOG.atDebug().addKeyValue("topic", partition.topic()).log("schema log closed while not readable");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long append(String key, @Nullable String value, Duration patience) throws AppendException {
        try {
            return producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS)
                    .offset();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AppendException(Why.TIMED_OUT, "no acknowledgement in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AppendException(Why.TIMED_OUT, "interrupted", e);
        }
    }

    private static AppendException failed(Throwable cause) {
        Why why = cause instanceof RecordTooLargeException
                ? Why.TOO_LARGE
                : cause instanceof TimeoutException ? Why.TIMED_OUT : Why.FAILED;
        return new AppendException(why, String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread == null) {
            consumer.close();
        } else {
            consumer.wakeup();
            try {
                thread.join(CLOSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(CLOSE);
    }

    private static Map<String, Object> producerConfig(RegistrySettings settings) {
        Map<String, Object> config = clientConfig(settings);
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        return config;
    }

    private static Map<String, Object> consumerConfig(RegistrySettings settings) {
        Map<String, Object> config = clientConfig(settings);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }

    static Map<String, Object> clientConfig(RegistrySettings settings) {
        Map<String, Object> config = new HashMap<>(settings.kafkaProperties());
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("client.id", "sluice-registry");
        return config;
    }
}
