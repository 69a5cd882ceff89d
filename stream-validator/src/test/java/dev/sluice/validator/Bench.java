package dev.sluice.validator;

import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology on a bench: rows in, what came out, the clock by hand. */
final class Bench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-02T10:30:00Z");

    final FakeHorizon horizon = new FakeHorizon();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Outage outage = new Outage();
    final HeldParents held = new HeldParents();
    private final Path state = RealHouse.temporaryDirectory();
    private final TopologyTestDriver driver;

    private Bench(Channels channels, WriterSchemas schemas) {
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        ValidatorTopology.Surroundings surroundings =
                new ValidatorTopology.Surroundings(horizon, held, outage, new ValidatorMetrics(meters));
        driver = new TopologyTestDriver(
                ValidatorTopology.of(channels, House.settings(), schemas, surroundings), config, START);
    }

    static Bench of() {
        return of(House.channels(1));
    }

    static Bench of(Channels channels) {
        return new Bench(channels, WriterSchemas.NONE);
    }

    static Bench of(WriterSchemas schemas) {
        return new Bench(House.channels(1), schemas);
    }

    /** A CSV line of the first batch there is. */
    void csv(String table, String line) {
        send(table, null, line, Map.of(Headers.CONTENT_TYPE, "text/csv"));
    }

    void csv(String table, String line, String batch, int row) {
        send(
                table,
                null,
                line,
                Map.of(Headers.CONTENT_TYPE, "text/csv", Headers.BATCH, batch, Headers.ROW, String.valueOf(row)));
    }

    void send(String table, @Nullable String key, @Nullable String value, Map<String, String> headers) {
        sendTo(House.TOPICS.raw(table), bytes(key), bytes(value), headers);
    }

    void sendTo(String topic, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, all, START));
    }

    /** The clock goes on, and a tick is done. */
    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    void tick() {
        pass(House.settings().commitInterval());
    }

    List<Outgoing> valid(String table) {
        return read(House.TOPICS.valid(table));
    }

    List<Outgoing> dead(String table) {
        return read(House.TOPICS.deadLetter(table));
    }

    List<BatchEvent> events() {
        return read(House.TOPICS.batches()).stream()
                .map(event -> BatchEvent.parse(event.header(Headers.EVENT), event.bytes())
                        .orElseThrow())
                .toList();
    }

    List<Outgoing> read(String topic) {
        return driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(Outgoing::of)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        RealHouse.remove(state);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
