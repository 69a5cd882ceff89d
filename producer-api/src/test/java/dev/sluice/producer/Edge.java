package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import dev.sluice.testkit.TopicReader;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This stage as a service, on a free port, with a tenant of its own. */
public final class Edge implements AutoCloseable {
    public static final String KEY = "edge-test-key";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database;
    private final TopicNames topics;

    private Edge(ConfigurableApplicationContext context, Database database, String prefix) {
        this.context = context;
        this.database = database;
        this.topics = TopicNames.of(prefix);
    }

    public static Edge start(String... settings) {
        Backends backends = Backends.shared();
        return start(backends.bootstrapServers(), backends.freshDatabase(), backends.freshPrefix(), settings);
    }

    public static Edge start(String bootstrapServers, Database database, String prefix, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--sluice.prefix=" + prefix,
                "--sluice.admin.key=" + KEY,
                "--sluice.kafka.bootstrap-servers=" + bootstrapServers,
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password()));
        arguments.addAll(List.of(settings));
        ConfigurableApplicationContext context =
                SluiceApplication.run(ProducerApp.class, arguments.toArray(String[]::new));
        context.getBean(SystemSchema.class);
        return new Edge(context, database, prefix);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public Database database() {
        return database;
    }

    public TopicNames topics() {
        return topics;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> ObjectProvider<T> provider(Class<T> type) {
        return context.getBeanProvider(type);
    }

    public Answer post(String path, String contentType, String body, String... headers) {
        return post(path, contentType, body.getBytes(UTF_8), headers);
    }

    public Answer post(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = request(path, headers)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(request.build());
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .header("Authorization", "Bearer " + KEY);
        return headers.length == 0 ? request : request.headers(headers);
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            return new Answer(
                    response.statusCode(), response.headers().map(), JSON.readTree(body.isEmpty() ? "{}" : body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that is committed on the table's raw topic. */
    public List<ConsumerRecord<byte[], byte[]>> raw(String table) {
        return committed(topics.raw(table));
    }

    public List<ConsumerRecord<byte[], byte[]>> batches() {
        return committed(topics.batches());
    }

    /** A commit is acknowledged a moment before its records can be read: waits until no transaction is open. */
    private static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        await().until(() -> ends(topic, "read_committed").equals(ends(topic, "read_uncommitted")));
        return TopicReader.of(Backends.shared().bootstrapServers()).read(topic);
    }

    private static Map<TopicPartition, Long> ends(String topic, String isolation) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Backends.shared().bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, JsonNode body) {
        public String slug() {
            return body.path("type").asString("").replace("/problems/", "");
        }

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }
}
