package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.hiring.HiredEmployee;
import dev.sluice.testkit.NodeScripts;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The registry and the framing against the two JavaScript clients. Skipped, with a reason, where npm or its registry can't
 * be had: nobody should need Node to build this.
 */
class JavaScriptClientsIT {
    private static final NodeScripts CLIENTS = NodeScripts.of(JavaScriptClientsIT.class, "clients.js");
    private static final String TOPIC = "hired_employees.valid";
    private static final HiredEmployee GRACE = HiredEmployee.newBuilder()
            .setId(7)
            .setName("Grace Hüpfer")
            .setDatetime(Instant.parse("2021-07-27T16:02:08.123456Z"))
            .setDepartmentId(2)
            .setJobId(3)
            .build();

    private static @Nullable RealRegistry server;
    private static String framed = "";
    private static JsonNode said = MissingNode.getInstance();

    @BeforeAll
    static void letThemTalk() throws Exception {
        if (!CLIENTS.missing().isEmpty()) {
            return;
        }
        server = new RealRegistry();
        RegistryClient client = RegistryClient.of(url());
        client.setCompatibility(TOPIC + "-value", "FULL");
        framed = HexFormat.of()
                .formatHex(Objects.requireNonNull(
                        new SluiceAvroSerializer(client, Map.of(), false).serialize(TOPIC, GRACE)));
        said = new ObjectMapper().readTree(CLIENTS.run(url(), TOPIC, framed));
    }

    @BeforeEach
    void skipWithoutThem() {
        assumeTrue(CLIENTS.missing().isEmpty(), CLIENTS.missing());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void bothWriteWhatOurSerializerWrites() {
        assertThat(said.at("/confluent/encoded").asText()).isEqualTo(framed);
        assertThat(said.at("/kafkajs/encoded").asText()).isEqualTo(framed);
    }

    @Test
    void ourDeserializerReadsWhatTheyWrite() {
        SluiceAvroDeserializer deserializer =
                new SluiceAvroDeserializer(RegistryClient.of(url()), Map.of("specific.avro.reader", "true"));

        for (String client : List.of("confluent", "kafkajs")) {
            byte[] theirs =
                    HexFormat.of().parseHex(said.path(client).path("encoded").asText());
            assertThat(deserializer.deserialize(TOPIC, theirs)).isEqualTo(GRACE);
        }
    }

    @Test
    void theyReadWhatOurSerializerWrites() {
        for (String client : List.of("confluent", "kafkajs")) {
            JsonNode decoded = said.path(client).path("decoded");
            assertThat(decoded)
                    .hasToString("{\"id\":7,\"name\":\"Grace Hüpfer\",\"datetime\":1627401728123456,"
                            + "\"department_id\":2,\"job_id\":3}");
            assertThat(said.path(client).path("decodedOwn")).isEqualTo(decoded);
        }
    }

    @Test
    void aSchemaThatASerializerGuessesIsStopped() {
        assertThat(said.at("/confluent/guessed").asText()).contains("409");
    }

    @Test
    void confluentsClientFindsTheApiItKnows() {
        JsonNode confluent = said.path("confluent");

        assertThat(confluent.path("sameId").asBoolean()).isTrue();
        assertThat(confluent.path("versions")).hasToString("[1,2]");
        assertThat(confluent.path("latest").asInt()).isEqualTo(2);
        assertThat(confluent.path("version").asInt()).isEqualTo(2);
        assertThat(confluent.path("subjects").asBoolean()).isTrue();
        assertThat(confluent.path("defaultLevel").asText()).isEqualTo("BACKWARD");
        assertThat(confluent.path("level")).hasToString("[\"FULL\",\"FULL\"]");
        assertThat(confluent.path("fits").asBoolean()).isTrue();
        assertThat(confluent.path("fitsNot").asBoolean()).isFalse();
        assertThat(confluent.path("incompatible").asInt()).isEqualTo(409);
        assertThat(confluent.path("deletedVersion").asInt()).isEqualTo(1);
        assertThat(confluent.path("deleted")).hasToString("[2]");
        assertThat(confluent.path("deletedForGood").asInt()).isEqualTo(42205);
        assertThat(confluent.path("gone").asInt()).isEqualTo(40401);
    }

    @Test
    void kafkajsFindsTheApiItKnows() {
        JsonNode kafkajs = said.path("kafkajs");

        assertThat(kafkajs.path("foundAgain").asBoolean()).isTrue();
        assertThat(kafkajs.path("byVersion").asBoolean()).isTrue();
        assertThat(kafkajs.path("incompatible").asText()).isNotBlank();
    }

    private static String url() {
        return Objects.requireNonNull(server).url();
    }
}
