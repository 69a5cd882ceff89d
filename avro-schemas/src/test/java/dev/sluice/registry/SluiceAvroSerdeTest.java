package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.hiring.HiredEmployee;
import dev.sluice.wire.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceAvroSerdeTest {
    private static final String TOPIC = "hired_employees.raw";
    private static final HiredEmployee ADA = HiredEmployee.newBuilder()
            .setId(1)
            .setName("Ada")
            .setDatetime(Instant.parse("2021-07-27T16:02:08Z"))
            .setDepartmentId(2)
            .setJobId(3)
            .build();
    /** Id 5; then 1, "Ada", 1627401728000000, 2, 3 as Avro writes them. */
    private static final String ADAS_BYTES = "0000000005" + "02" + "06416461" + "8080bcde9f87e405" + "04" + "06";

    private ScriptedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new ScriptedRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aGeneratedClassGoesOutInConfluentsFramingAndComesBack() {
        registry.on("POST /subjects/hired_employees.raw-value/versions", 200, "{\"id\":5}");
        registry.on("GET /schemas/ids/5", 200, answer(JavaStrings.strip(HiredEmployee.getClassSchema())));

        byte[] bytes = serializer(Map.of()).serialize(TOPIC, ADA);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(ADAS_BYTES);
        assertThat(deserializer(Map.of("specific.avro.reader", true)).deserialize(TOPIC, bytes))
                .isEqualTo(ADA);
        assertThat(deserializer(Map.of()).deserialize(TOPIC, bytes))
                .isInstanceOfSatisfying(GenericRecord.class, generic -> {
                    assertThat(generic.get("name")).hasToString("Ada");
                    assertThat(generic.get("datetime")).isEqualTo(1627401728000000L);
                });
    }

    @Test
    void aGenericRecordOfTheSameSchemaHasTheSameBytes() {
        registry.on("POST /subjects/hired_employees.raw-value/versions", 200, "{\"id\":5}");
        GenericRecord ada = new GenericData.Record(JavaStrings.strip(HiredEmployee.getClassSchema()));
        ada.put("id", 1);
        ada.put("name", "Ada");
        ada.put("datetime", 1627401728000000L);
        ada.put("department_id", 2);
        ada.put("job_id", 3);

        assertThat(HexFormat.of().formatHex(serializer(Map.of()).serialize(TOPIC, ada)))
                .isEqualTo(ADAS_BYTES);
    }

    @Test
    void whatOnlyJavaKnowsIsNotRegisteredUnlessAskedFor() {
        registry.on("POST /subjects/hired_employees.raw-value/versions", 200, "{\"id\":5}");

        serializer(Map.of()).serialize(TOPIC, ADA);
        serializer(Map.of("avro.remove.java.properties", "false")).serialize(TOPIC, ADA);

        assertThat(registry.bodies().get(0)).contains("sluice.maxLength").doesNotContain("avro.java.string");
        assertThat(registry.bodies().get(1)).contains("avro.java.string");
    }

    @Test
    void aSchemaIsRegisteredOnceForEachSubject() {
        registry.on("POST /subjects/a-value/versions", 200, "{\"id\":5}");
        registry.on("POST /subjects/b-value/versions", 200, "{\"id\":6}");
        SluiceAvroSerializer serializer = serializer(Map.of());

        for (int i = 0; i < 3; i++) {
            assertThat(serializer.serialize("a", i)).startsWith(0, 0, 0, 0, 5);
            assertThat(serializer.serialize("b", i)).startsWith(0, 0, 0, 0, 6);
        }

        assertThat(registry.asked()).hasSize(2);
    }

    @Test
    void keysHaveSubjectsOfTheirOwn() {
        registry.on("POST /subjects/a-key/versions?normalize=true", 200, "{\"id\":5}");

        byte[] bytes = new SluiceAvroSerializer(
                        RegistryClient.of(registry.url()), Map.of("normalize.schemas", "true"), true)
                .serialize("a", "k");

        assertThat(bytes).containsExactly(0, 0, 0, 0, 5, 2, 'k');
    }

    @Test
    void simpleValuesGoOutAsConfluentsSerializerWritesThem() {
        registry.on("POST /subjects/a-value/versions", 200, "{\"id\":1}");
        SluiceAvroSerializer serializer = serializer(Map.of());

        assertThat(serializer.serialize("a", "ü")).containsExactly(0, 0, 0, 0, 1, 4, 0xc3, 0xbc);
        assertThat(serializer.serialize("a", 1)).containsExactly(0, 0, 0, 0, 1, 2);
        assertThat(serializer.serialize("a", 1L)).containsExactly(0, 0, 0, 0, 1, 2);
        assertThat(serializer.serialize("a", true)).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(serializer.serialize("a", 1f)).containsExactly(0, 0, 0, 0, 1, 0, 0, 0x80, 0x3f);
        assertThat(serializer.serialize("a", 1d)).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f);
        assertThat(serializer.serialize("a", new byte[] {7, 8})).containsExactly(0, 0, 0, 0, 1, 7, 8);
        assertThat(serializer.serialize("a", ByteBuffer.wrap(new byte[] {7, 8})))
                .containsExactly(0, 0, 0, 0, 1, 7, 8);
        assertThat(serializer.serialize("a", null)).isNull();
        assertThat(registry.bodies()).contains("{\"schema\":\"\\\"bytes\\\"\"}", "{\"schema\":\"\\\"string\\\"\"}");
        assertThatThrownBy(() -> serializer.serialize("a", Map.of())).isInstanceOf(SerializationException.class);
    }

    @Test
    void plainBytesComeBackAsTheyWere() {
        registry.on("GET /schemas/ids/1", 200, "{\"schema\":\"\\\"bytes\\\"\"}");

        assertThat(deserializer(Map.of()).deserialize("a", new byte[] {0, 0, 0, 0, 1, 7, 8}))
                .isEqualTo(new byte[] {7, 8});
        assertThat(deserializer(Map.of()).deserialize("a", null)).isNull();
    }

    @Test
    void withoutAutomaticRegistrationTheSchemaMustBeThere() {
        registry.on("POST /subjects/a-value", 200, "{\"subject\":\"a-value\",\"version\":1,\"id\":9,\"schema\":\"\"}");
        registry.on("POST /subjects/b-value", 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        SluiceAvroSerializer serializer = serializer(Map.of("auto.register.schemas", "false"));

        assertThat(serializer.serialize("a", 1)).startsWith(0, 0, 0, 0, 9);
        assertThatThrownBy(() -> serializer.serialize("b", 1))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("b-value");
    }

    @Test
    void theLatestVersionIsUsedOnlyWhereItIsTheObjects() {
        registry.on(
                "GET /subjects/a-value/versions/latest",
                200,
                "{\"subject\":\"a-value\",\"version\":1,\"id\":9,\"schema\":\"{\\\"type\\\":\\\"int\\\",\\\"x\\\":1}\"}");
        registry.on("GET /subjects/b-value/versions/latest", 404, "{\"error_code\":40401,\"message\":\"none\"}");
        SluiceAvroSerializer serializer =
                serializer(Map.of("use.latest.version", "true", "auto.register.schemas", "false"));

        assertThat(serializer.serialize("a", 1)).startsWith(0, 0, 0, 0, 9);
        assertThatThrownBy(() -> serializer.serialize("a", "text")).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> serializer.serialize("b", 1)).isInstanceOf(SerializationException.class);
    }

    @Test
    void anObjectThatDoesNotFitIsTheObjectsFault() {
        registry.on("POST /subjects/a-value/versions", 200, "{\"id\":1}");
        GenericRecord empty = new GenericData.Record(
                SchemaBuilder.record("R").fields().requiredInt("id").endRecord());

        assertThatThrownBy(() -> serializer(Map.of()).serialize("a", empty)).isInstanceOf(SerializationException.class);
    }

    @Test
    void aRefusedSchemaIsTheObjectsFaultAnUnreachableRegistryIsNot() {
        registry.on("POST /subjects/a-value/versions", 409, "{\"error_code\":409,\"message\":\"incompatible\"}");
        registry.on("POST /subjects/b-value/versions", 500, "{\"error_code\":50002,\"message\":\"timed out\"}");
        registry.on("GET /schemas/ids/1", 503, "");
        registry.on("GET /schemas/ids/2", 404, "{\"error_code\":40403,\"message\":\"Schema 2 not found\"}");

        assertThatThrownBy(() -> serializer(Map.of()).serialize("a", 1)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> serializer(Map.of()).serialize("b", 1))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> deserializer(Map.of()).deserialize("a", new byte[] {0, 0, 0, 0, 1, 2}))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> deserializer(Map.of()).deserialize("a", new byte[] {0, 0, 0, 0, 2, 2}))
                .isInstanceOf(SerializationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0100000005", "7b7d"})
    void bytesWithoutAFrameAreRefused(String hex) {
        assertThatThrownBy(() ->
                        deserializer(Map.of()).deserialize("a", HexFormat.of().parseHex(hex)))
                .isInstanceOf(SerializationException.class);
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    void bytesThatAreTooManyOrTooFewAreRefused() {
        registry.on("GET /schemas/ids/5", 200, answer(HiredEmployee.getClassSchema()));
        byte[] good = HexFormat.of().parseHex(ADAS_BYTES);
        SluiceAvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", "true"));

        assertThat(deserializer.deserialize(TOPIC, good)).isEqualTo(ADA);
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(SerializationException.class);
        for (int length = 5; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, cut)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void anyBytesAreAValueOrRefused() {
        registry.on("GET /schemas/ids/5", 200, answer(HiredEmployee.getClassSchema()));
        SluiceAvroDeserializer deserializer = deserializer(Map.of());
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            Object outcome;
            try {
                outcome = deserializer.deserialize(TOPIC, Framing.frame(5, body));
            } catch (SerializationException refused) {
                outcome = refused;
            }
            assertThat(outcome).as("seed %d", seed).isInstanceOfAny(GenericRecord.class, SerializationException.class);
        }
    }

    @Test
    void aSchemaWithoutAClassCannotBeReadAsOne() {
        registry.on(
                "GET /schemas/ids/1",
                200,
                answer(SchemaBuilder.record("no.such.Type").fields().endRecord()));
        registry.on(
                "GET /schemas/ids/2",
                200,
                answer(SchemaBuilder.record("java.util.Random").fields().endRecord()));
        SluiceAvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", "true"));

        assertThatThrownBy(() -> deserializer.deserialize("a", new byte[] {0, 0, 0, 0, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no.such.Type");
        assertThatThrownBy(() -> deserializer.deserialize("a", new byte[] {0, 0, 0, 0, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("trust");
    }

    @Test
    void kafkaConfiguresTheSerdeByName() {
        registry.on("POST /subjects/a-key/versions", 200, "{\"id\":1}");
        registry.on("GET /schemas/ids/1", 200, "{\"schema\":\"\\\"string\\\"\"}");
        try (SluiceAvroSerde serde = new SluiceAvroSerde()) {
            serde.configure(Map.of("schema.registry.url", registry.url()), true);

            byte[] bytes = serde.serializer().serialize("a", "text");

            assertThat(serde.deserializer().deserialize("a", bytes)).hasToString("text");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy",
        "schema.reflection, true",
        "use.schema.id, 7",
        "auto.register.schemas, maybe",
    })
    void whatIsNotSupportedIsRefusedNotIgnored(String name, String value) {
        assertThatThrownBy(() -> serializer(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
        serializer(Map.of(
                "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy",
                "schema.reflection", "false",
                "use.schema.id", "-1"));
    }

    private SluiceAvroSerializer serializer(Map<String, ?> config) {
        SluiceAvroSerializer serializer = new SluiceAvroSerializer();
        serializer.configure(withUrl(config), false);
        return serializer;
    }

    private SluiceAvroDeserializer deserializer(Map<String, ?> config) {
        SluiceAvroDeserializer deserializer = new SluiceAvroDeserializer();
        deserializer.configure(withUrl(config), false);
        return deserializer;
    }

    private Map<String, ?> withUrl(Map<String, ?> config) {
        Map<String, Object> all = new HashMap<>(config);
        all.put("schema.registry.url", registry.url());
        return all;
    }

    private static String answer(Schema schema) {
        return "{\"schema\":\"" + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
