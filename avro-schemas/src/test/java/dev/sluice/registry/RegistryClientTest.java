package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.row.WriterSchemas.Found;
import dev.sluice.row.WriterSchemas.Unknown;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryClientTest {
    private static final Schema SCHEMA =
            SchemaBuilder.record("R").fields().requiredInt("id").endRecord();
    private static final String ANSWER = "{\"schema\":\"\\\"int\\\"\"}";

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
    void aKnownSchemaIsAskedForOnce() {
        registry.on("GET /schemas/ids/7", 200, ANSWER);
        RegistryClient client = RegistryClient.of(registry.url());

        assertThat(client.find(7)).isEqualTo(new Found(Schema.create(Schema.Type.INT)));
        assertThat(client.find(7)).isEqualTo(new Found(Schema.create(Schema.Type.INT)));

        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    void anIdThatNobodyKnowsIsAnAnswer() {
        registry.on("GET /schemas/ids/7", 404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

        assertThat(RegistryClient.of(registry.url()).find(7)).isEqualTo(new Unknown());
        assertThat(RegistryClient.of(registry.url()).find(-1)).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "404 | <html>not here</html>",
                "500 | {\"error_code\":50001,\"message\":\"Error in the backend data store\"}",
                "503 | ''",
                "401 | {\"error_code\":401,\"message\":\"Unauthorized\"}",
                "403 | {\"error_code\":403,\"message\":\"Forbidden\"}",
                "429 | {\"error_code\":429,\"message\":\"slow down\"}",
                "200 | <html>a proxy</html>",
                "200 | {}",
                "200 | ''",
            })
    void anythingThatIsNoAnswerSaysNothingAboutTheId(int status, String body) {
        registry.on("GET /schemas/ids/7", status, body);

        assertThatThrownBy(() -> RegistryClient.of(registry.url()).find(7))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    /** Asked where it can't know the answer yet: what was found before says nothing about now. */
    @Test
    void whetherItAnswersIsAskedEachTime() {
        RegistryClient client = RegistryClient.of(registry.url());
        assertThatThrownBy(client::requireAnswers).isInstanceOf(RegistryUnavailableException.class);

        registry.on("GET /schemas/ids/2147483647", 404, "{\"error_code\":40403,\"message\":\"not found\"}");

        client.requireAnswers();
        registry.on("GET /schemas/ids/2147483647", 502, "");
        assertThatThrownBy(client::requireAnswers).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aSchemaThatAvroCannotReadIsUnknown() {
        registry.on("GET /schemas/ids/1", 200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
        registry.on("GET /schemas/ids/2", 200, "{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}");
        RegistryClient client = RegistryClient.of(registry.url());

        assertThat(client.find(1)).isEqualTo(new Unknown());
        assertThat(client.find(2)).isEqualTo(new Unknown());
    }

    @Test
    void schemasReferredToAreFetchedFirst() {
        registry.on(
                "GET /schemas/ids/9",
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"R\\\"}\","
                        + "\"references\":[{\"name\":\"R\",\"subject\":\"r/s\",\"version\":3}]}");
        registry.on(
                "GET /subjects/r%2Fs/versions/3?deleted=true",
                200, "{\"schema\":\"" + SCHEMA.toString().replace("\"", "\\\"") + "\"}");

        assertThat(RegistryClient.of(registry.url()).find(9)).isEqualTo(new Found(Schema.createArray(SCHEMA)));
    }

    @Test
    void theNextAddressIsAskedWhenOneIsGone() throws IOException {
        String gone;
        try (ScriptedRegistry other = new ScriptedRegistry()) {
            gone = other.url();
        }
        registry.on("GET /schemas/ids/7", 200, ANSWER);

        assertThat(RegistryClient.of(gone + ", " + registry.url()).find(7)).isInstanceOf(Found.class);
        assertThatThrownBy(() -> RegistryClient.of(gone).find(7)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void registersLooksUpAndReadsTheLatest() {
        registry.on("POST /subjects/t-value/versions", 200, "{\"id\":5}");
        registry.on("POST /subjects/t-value", 200, "{\"subject\":\"t-value\",\"version\":1,\"id\":5,\"schema\":\"\"}");
        registry.on(
                "POST /subjects/u-value", 404, "{\"error_code\":40401,\"message\":\"Subject 'u-value' not found.\"}");
        registry.on(
                "GET /subjects/t-value/versions/latest",
                200,
                "{\"subject\":\"t-value\",\"version\":2,\"id\":6,\"schema\":\"\\\"int\\\"\"}");
        registry.on("PUT /config/t-value", 200, "{\"compatibility\":\"FULL\"}");
        RegistryClient client = RegistryClient.of(registry.url());

        assertThat(client.register("t-value", SCHEMA)).isEqualTo(5);
        assertThat(client.lookUp("t-value", SCHEMA, false)).hasValue(5);
        assertThat(client.lookUp("u-value", SCHEMA, false)).isEmpty();
        assertThat(client.latest("t-value"))
                .hasValue(new RegistryClient.Registered(6, 2, Schema.create(Schema.Type.INT)));
        client.setCompatibility("t-value", "FULL");
        assertThat(registry.asked()).contains("PUT /config/t-value");
    }

    @Test
    void aRefusalCarriesTheRegistrysCode() {
        registry.on("POST /subjects/t-value/versions", 409, "{\"error_code\":409,\"message\":\"incompatible\"}");

        assertThatThrownBy(() -> RegistryClient.of(registry.url()).register("t-value", SCHEMA))
                .isInstanceOfSatisfying(RegistryRefusedException.class, e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.errorCode()).isEqualTo(409);
                    assertThat(e).hasMessageContaining("incompatible");
                });
    }

    @Test
    void credentialsTravelAsConfluentsKeysSayAndNeverInMessages() {
        registry.on("GET /schemas/ids/7", 200, ANSWER);
        String withUser = registry.url().replace("http://", "http://user:pass@");

        RegistryClient.of(withUser).find(7);
        RegistryClient.of(Map.of(
                        "schema.registry.url", registry.url(),
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "user:pass"))
                .find(7);
        RegistryClient.of(Map.of(
                        "schema.registry.url", registry.url(),
                        "bearer.auth.credentials.source", "STATIC_TOKEN",
                        "bearer.auth.token", "secret"))
                .find(7);

        assertThat(registry.authorizations())
                .containsExactly("Basic dXNlcjpwYXNz", "Basic dXNlcjpwYXNz", "Bearer secret");
        assertThatThrownBy(() -> RegistryClient.of(withUser).find(8))
                .hasMessageNotContaining("pass")
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> RegistryClient.of("http://user:p a s s@host"))
                .hasMessageNotContaining("p a s s")
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource({"''", "ftp://host", "localhost:8081", "http://"})
    void anAddressThatCannotBeOneIsRefusedAtOnce(String url) {
        assertThatThrownBy(() -> RegistryClient.of(url))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void settingsThatAreNotSupportedAreRefusedNotIgnored() {
        assertThatThrownBy(() -> RegistryClient.of(
                        Map.of("schema.registry.url", registry.url(), "basic.auth.credentials.source", "SASL_INHERIT")))
                .hasMessageContaining("SASL_INHERIT");
        assertThatThrownBy(() -> RegistryClient.of(
                        Map.of("schema.registry.url", registry.url(), "http.read.timeout.ms", "soon")))
                .hasMessageContaining("http.read.timeout.ms");
    }
}
