package dev.sluice.benchmarks.validator;

import dev.sluice.benchmarks.validator.TopologyBenchmark.House;
import dev.sluice.start.Backends;
import dev.sluice.start.StartSettings;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.TopicNames;
import dev.sluice.topics.Topics;
import dev.sluice.topics.TopicsModule;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A log of hires, as the edge would have written it: keyed, in batches of a thousand, parents first. */
final class HiringLog implements AutoCloseable {
    static final String TABLE = "hired_employees";
    private static final int DEPARTMENTS = 12;
    private static final int JOBS = 183;
    private static final int BATCH = 1_000;
    private static final long YEAR_2021 = Instant.parse("2021-01-01T00:00:00Z").getEpochSecond();

    final House house;
    final String prefix;
    final long rows;
    private final ConfigurableApplicationContext context;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private HiringLog(House house, String prefix, long rows, ConfigurableApplicationContext context) {
        this.house = house;
        this.prefix = prefix;
        this.rows = rows;
        this.context = context;
    }

    @Configuration(proxyBeanMethods = false)
    @Import(TopicsModule.class)
    static class Platform {
        @Bean
        Backends backends() {
            return Backends.of(new StartSettings(Duration.ofSeconds(30)));
        }
    }

    static HiringLog fill(House house, String prefix, String format, long rows) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Platform.class)
                .web(WebApplicationType.NONE)
                .properties("sluice.kafka.bootstrap-servers=" + house.bootstrapServers(), "sluice.prefix=" + prefix)
                .run();
        HiringLog log = new HiringLog(house, prefix, rows, context);
        log.fill(format);
        return log;
    }

    TopicNames names() {
        return context.getBean(Topics.class).names();
    }

    LogClients clients() {
        return context.getBean(LogClients.class);
    }

    private void fill(String format) {
        Map<String, Object> config = clients()
                .producer(
                        "fill",
                        Map.of("linger.ms", 10, "batch.size", 256 * 1024, "max.in.flight.requests.per.connection", 1));
        boolean csv = format.equals("csv");
        byte[] contentType = bytes(csv ? "text/csv" : "application/json");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            for (int id = 1; id <= DEPARTMENTS; id++) {
                send(
                        producer,
                        "departments",
                        id,
                        "{\"id\":" + id + ",\"department\":\"Department\"}",
                        bytes("application/json"),
                        id);
            }
            for (int id = 1; id <= JOBS; id++) {
                send(producer, "jobs", id, "{\"id\":" + id + ",\"job\":\"Job\"}", bytes("application/json"), id);
            }
            Random random = new Random(7);
            for (long id = 1; id <= rows; id++) {
                send(producer, TABLE, id, row(csv, id, random), contentType, id);
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the log is not whole", failure.get());
        }
    }

    private static String row(boolean csv, long id, Random random) {
        Instant hired = Instant.ofEpochSecond(YEAR_2021 + random.nextInt(365 * 86_400));
        int department = 1 + random.nextInt(DEPARTMENTS);
        int job = 1 + random.nextInt(JOBS);
        return csv
                ? id + ",Harold Vogt," + hired + "," + department + "," + job
                : "{\"id\":" + id + ",\"name\":\"Harold Vogt\",\"datetime\":\"" + hired + "\",\"department_id\":"
                        + department + ",\"job_id\":" + job + "}";
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            String table,
            long id,
            String row,
            byte[] contentType,
            long number) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(names().raw(table), bytes(Long.toString(id)), bytes(row));
        long batch = (number - 1) / BATCH;
        record.headers().add(Headers.CONTENT_TYPE, contentType);
        record.headers()
                .add(Headers.BATCH, bytes(new UUID(0x01938f5e7c2a7000L, 0x8000000000000000L | batch).toString()));
        record.headers().add(Headers.ROW, bytes(Long.toString((number - 1) % BATCH + 1)));
        Future<RecordMetadata> unused = producer.send(record, this::note);
    }

    private void note(RecordMetadata place, @Nullable Exception problem) {
        if (problem != null) {
            failure.compareAndSet(null, problem);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Makes room for the next round. */
    @Override
    public void close() {
        try (org.apache.kafka.clients.admin.Admin admin = clients().admin("delete")) {
            List<String> ours = admin.listTopics().names().toCompletionStage().toCompletableFuture().join().stream()
                    .filter(topic -> topic.startsWith(prefix))
                    .toList();
            admin.deleteTopics(ours)
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        context.close();
    }
}
