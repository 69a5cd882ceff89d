package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.hiring.Department;
import dev.sluice.hiring.HiredEmployee;
import dev.sluice.row.WriterSchemas.Found;
import dev.sluice.row.WriterSchemas.Unknown;
import dev.sluice.testkit.Backends;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SluiceAvroSerdeIT {
    private final Backends backends = Backends.shared();
    private final String topic = backends.freshPrefix() + "hires";
    private RealRegistry registry;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        registry = new RealRegistry();
        client = RegistryClient.of(registry.url());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void rowsTravelThroughKafkaByConfigurationAlone() throws Exception {
        HiredEmployee ada = HiredEmployee.newBuilder()
                .setId(1)
                .setName("Ada")
                .setDatetime(Instant.parse("2021-07-27T16:02:08.123456Z"))
                .setDepartmentId(2)
                .setJobId(3)
                .build();
        create(topic);

        try (KafkaProducer<Object, Object> producer = new KafkaProducer<>(config(Map.of(
                "key.serializer", SluiceAvroSerializer.class.getName(),
                "value.serializer", SluiceAvroSerializer.class.getName())))) {
            producer.send(new ProducerRecord<>(topic, "1", ada)).get();
            producer.send(new ProducerRecord<>(topic, "1", null)).get();
        }

        assertThat(consume(2)).containsExactly(ada, null);
        assertThat(client.latest(topic + "-value"))
                .hasValueSatisfying(latest ->
                        assertThat(latest.schema()).isEqualTo(JavaStrings.strip(HiredEmployee.getClassSchema())));
        assertThat(client.latest(topic + "-key")).isPresent();
    }

    @Test
    void theClientAndTheRegistryAgree() {
        Schema department = JavaStrings.strip(Department.getClassSchema());
        Schema other = SchemaBuilder.record("Other").fields().requiredInt("id").endRecord();

        assertThat(client.latest("s")).isEmpty();
        assertThat(client.lookUp("s", department, false)).isEmpty();
        client.setCompatibility("s", "FULL");
        int id = client.register("s", department);

        assertThat(client.register("s", department)).isEqualTo(id);
        assertThat(client.lookUp("s", department, false)).hasValue(id);
        assertThat(client.lookUp("s", other, false)).isEmpty();
        assertThat(client.latest("s")).hasValue(new RegistryClient.Registered(id, 1, department));
        assertThat(client.find(id)).isEqualTo(new Found(department));
        assertThatThrownBy(() -> client.register("s", other))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(409));
        assertThatThrownBy(() -> client.setCompatibility("s", "SIDEWAYS"))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(42203));
    }

    @Test
    void anIdThatIsGivenOutLaterIsFoundThen() {
        assertThat(client.find(1)).isEqualTo(new Unknown());

        client.register("s", Schema.create(Schema.Type.INT));

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(client.find(1)).isInstanceOf(Found.class));
    }

    private void create(String name) throws Exception {
        try (Admin admin = Admin.create(config(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private List<Object> consume(int count) {
        List<Object> values = new ArrayList<>();
        try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(config(Map.of(
                "key.deserializer",
                SluiceAvroDeserializer.class.getName(),
                "value.deserializer",
                SluiceAvroDeserializer.class.getName(),
                "auto.offset.reset",
                "earliest",
                "specific.avro.reader",
                "true")))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private Map<String, Object> config(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", backends.bootstrapServers());
        config.put("schema.registry.url", registry.url());
        return config;
    }
}
