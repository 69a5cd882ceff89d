package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountingOracleIT {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Thing","fields":[
              {"name":"id","type":"int"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"price","type":["null",{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]}]}""");

    private final Backends backends = Backends.shared();
    private final String prefix = backends.freshPrefix();
    private final AccountingOracle oracle = AccountingOracle.of(backends.bootstrapServers(), backends.registryUrl());
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", backends.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            admin.createTopics(List.of(topic("raw"), topic("valid"), topic("dead-letter")))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void everyRowWithOneOutcomeBalances() throws Exception {
        outcome("valid", "1", raw("1"));
        outcome("dead-letter", "2", raw("2"));

        Account account = oracle.account(prefix, "things");

        assertThat(account.balanced()).isTrue();
        assertThat(account.received()).isEqualTo(2);
        assertThat(account.valid()).isOne();
        assertThat(account.dead()).isOne();
    }

    @Test
    void lossIsNotHiddenByDoubling() throws Exception {
        String lost = raw("1");
        String doubled = raw("2");
        outcome("valid", "2", doubled);
        outcome("dead-letter", "2", doubled);
        outcome("valid", "3", "elsewhere/0/17");

        Account account = oracle.account(prefix, "things");

        assertThat(account.balanced()).isFalse();
        assertThat(account.lost()).containsExactly(lost);
        assertThat(account.doubled()).containsExactly(doubled);
        assertThat(account.unheardOf()).containsExactly("elsewhere/0/17");
    }

    @Test
    void tableThatEqualsTheFoldIsEqual() throws Exception {
        store(1, "2021-02-03T04:05:06.000007Z", "1.50");
        store(2, "1969-12-31T23:59:59.999999Z", null);
        store(1, "2021-02-03T04:05:06.000008Z", "2.50");
        store(3, "2021-01-01T00:00:00Z", "0.00");
        send("valid", key("3"), null, Map.of());
        Database database = table("""
                (1, '2021-02-03 04:05:06.000008+00', 2.5), (2, '1970-01-01 00:59:59.999999+01', null)""");

        Comparison comparison = oracle.compare(prefix + "things.valid", database, "things");

        assertThat(comparison.equal()).as(comparison.toString()).isTrue();
        assertThat(comparison.rows()).isEqualTo(2);
    }

    @Test
    void missingSurplusAndChangedRowsAreNamed() throws Exception {
        store(1, "2021-01-01T00:00:00Z", "1.00");
        store(2, "2021-01-01T00:00:00Z", "2.00");
        Database database = table("(2, '2021-01-01 00:00:00+00', 2.01), (3, '2021-01-01 00:00:00+00', 3)");

        Comparison comparison = oracle.compare(prefix + "things.valid", database, "things");

        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.missing())
                .containsExactly("1 | 2021-01-01T00:00:00Z | 1.00", "2 | 2021-01-01T00:00:00Z | 2.00");
        assertThat(comparison.surplus())
                .containsExactly("2 | 2021-01-01T00:00:00Z | 2.01", "3 | 2021-01-01T00:00:00Z | 3.00");
    }

    @Test
    void anyRowIsSurplusWhereTheTopicIsEmpty() throws Exception {
        Database database = table("(1, '2021-01-01 00:00:00+00', 1)");

        assertThat(oracle.compare(prefix + "things.valid", database, "things").surplus())
                .hasSize(1);
    }

    private Database table(String values) throws Exception {
        Database database = backends.freshDatabase();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table things (id int, at timestamptz, price numeric(9, 2))");
            statement.execute("insert into things values " + values);
        }
        return database;
    }

    private String raw(String key) throws Exception {
        RecordMetadata position = send("raw", key(key), key("whatever came"), Map.of());
        return position.topic() + "/" + position.partition() + "/" + position.offset();
    }

    private void outcome(String kind, String key, String source) throws Exception {
        send(kind, key(key), key("an outcome"), Map.of("sluice-source", source));
    }

    private void store(int id, String at, @Nullable String price) throws Exception {
        GenericRecord row = new GenericData.Record(SCHEMA);
        Instant time = Instant.parse(at);
        row.put("id", id);
        row.put("at", time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
        row.put(
                "price",
                price == null
                        ? null
                        : ByteBuffer.wrap(new BigDecimal(price).unscaledValue().toByteArray()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId()).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(row, encoder);
        send("valid", key(Integer.toString(id)), body.toByteArray(), Map.of());
    }

    private int schemaId() throws Exception {
        String request = "{\"schema\":\"" + SCHEMA.toString().replace("\"", "\\\"") + "\"}";
        URI uri = URI.create(backends.registryUrl() + "/subjects/" + prefix + "things.valid-value/versions");
        HttpRequest post = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(request))
                .build();
        String answer =
                HttpClient.newHttpClient().send(post, BodyHandlers.ofString()).body();
        return Integer.parseInt(answer.replaceAll("\\D", ""));
    }

    private RecordMetadata send(String kind, byte[] key, byte @Nullable [] value, Map<String, String> headers)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(prefix + "things." + kind, key, value);
        headers.forEach((name, text) -> record.headers().add(name, key(text)));
        return producer.send(record).get();
    }

    private NewTopic topic(String kind) {
        return new NewTopic(prefix + "things." + kind, 2, (short) 1);
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
