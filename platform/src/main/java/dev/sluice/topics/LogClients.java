package dev.sluice.topics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Every Kafka client is configured here. Four layers, each over the one before: our defaults, the stage's wishes, the
 * user's {@code sluice.kafka.properties.*}, and last what the promises rest on, which nobody can switch off: acks from
 * all replicas, idempotence, reading only what was committed.
 */
public final class LogClients {

    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final Tenant tenant;

    private LogClients(KafkaSettings kafka, TopicSettings topics, Tenant tenant) {
        this.kafka = kafka;
        this.topics = topics;
        this.tenant = tenant;
    }

    public static LogClients of(KafkaSettings kafka, TopicSettings topics, Tenant tenant) {
        return new LogClients(kafka, topics, tenant);
    }

    /** Properties of a producer of byte keys and values. */
    public Map<String, Object> producer(String client, Map<String, ?> wishes) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRequest());
        config.putAll(wishes);
        config.putAll(kafka.properties());
        config.putAll(common(client));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return config;
    }

    /**
     * A pool of transactional producers; the caller closes it with {@code destroy()}.
     *
     * @param instance tells apart the processes that play the same role; the same after a restart, so that the new one
     *     fences what the old one left open
     */
    public DefaultKafkaProducerFactory<byte[], byte[]> transactions(
            String role, String instance, Map<String, ?> wishes) {
        DefaultKafkaProducerFactory<byte[], byte[]> pool = new DefaultKafkaProducerFactory<>(producer(role, wishes));
        pool.setTransactionIdPrefix(tenant.name(role) + "-" + instance + "-");
        return pool;
    }

    /** Properties of a consumer of byte keys and values that reads only what was committed and commits nothing itself. */
    public Map<String, Object> consumer(String group, Map<String, ?> wishes) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(wishes);
        config.putAll(kafka.properties());
        config.putAll(common(group));
        config.put(ConsumerConfig.GROUP_ID_CONFIG, tenant.name(group));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    /** Properties of a Kafka Streams application that processes exactly once. */
    public Map<String, Object> streams(String application, Map<String, ?> wishes) {
        Map<String, Object> config = new HashMap<>();
        config.put("producer." + ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRequest());
        config.put("replication.factor", (int) topics.replicationFactor());
        config.putAll(wishes);
        config.putAll(kafka.properties());
        config.putAll(common(application));
        config.put("application.id", tenant.name(application));
        config.put("processing.guarantee", "exactly_once_v2");
        return config;
    }

    /** A client for the cluster's own affairs; the caller closes it. */
    public Admin admin(String client) {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(kafka.properties());
        config.putAll(common(client));
        return Admin.create(config);
    }

    private Map<String, Object> common(String client) {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                CommonClientConfigs.CLIENT_ID_CONFIG,
                tenant.name(client));
    }

    /** A dead letter must pass, and it is the largest record there is. */
    private int largestRequest() {
        return Math.toIntExact(topics.deadLetterMaxSize().toBytes());
    }
}
