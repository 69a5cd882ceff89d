package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.LONG;
import static dev.sluice.embedded.registry.Api.NEEDS_B;
import static dev.sluice.embedded.registry.Api.STRING;
import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;
import static dev.sluice.embedded.registry.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.registry.SchemaLog.AppendException.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {
    private final MemoryLog log = new MemoryLog();
    private final Api api = Api.on(log);

    @Test
    void theSameSchemaKeepsItsIdUnderEverySubject() {
        api.register("a", V1).is("{\"id\":1}");
        api.register("b", STRING).is("{\"id\":2}");

        api.register("a", V1).is("{\"id\":1}");
        api.register("b", STRING).is("{\"id\":2}");
        api.register("c", V1).is("{\"id\":1}");
        api.get("/schemas/ids/1/versions").is("[{\"subject\":\"a\",\"version\":1},{\"subject\":\"c\",\"version\":1}]");
    }

    @Test
    void aSchemaIsTheSameHoweverItIsWritten() {
        api.register("a", "{ \"type\" : \"string\" }").is("{\"id\":1}");

        api.register("a", STRING).is("{\"id\":1}");
        api.get("/schemas/ids/1/schema").is(STRING);
    }

    @Test
    void customPropertiesMakeAnotherSchemaTheirOrderOnlyWhenAskedTo() {
        String xy = "{\"type\":\"string\",\"x\":1,\"y\":2}";
        String yx = "{\"type\":\"string\",\"y\":2,\"x\":1}";

        api.register("a", xy).is("{\"id\":1}");
        api.register("a", yx).is("{\"id\":2}");
        api.post("/subjects/a/versions?normalize=true", body(yx)).is("{\"id\":1}");
        assertThat(api.post("/subjects/a?normalize=true", body(yx))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSchemaThatIsThereIsAnsweredWithoutAWrite() {
        api.register("a", V1);
        int before = log.records().size();

        api.register("a", V1);

        assertThat(log.records()).hasSize(before);
    }

    @Test
    void aNewVersionMustFitTheLastOne() {
        api.register("a", V1).is("{\"id\":1}");

        api.register("a", NEEDS_B).isError(409, 409);
        api.register("a", V2).is("{\"id\":2}");
        api.get("/subjects/a/versions").is("[1,2]");
    }

    @Test
    void aDeletedVersionIsNotInTheWayAndItsNumberIsNotUsedAgain() {
        api.register("a", V1);
        api.delete("/subjects/a");

        api.register("a", NEEDS_B).is("{\"id\":2}");
        api.register("b", V1).is("{\"id\":1}");
        api.get("/subjects/a/versions").is("[2]");
        api.put("/config/a", "{\"compatibility\":\"NONE\"}");
        api.register("a", V1).is("{\"id\":1}");
        api.get("/subjects/a/versions?deleted=true").is("[1,2,3]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "{",
                "{}",
                "{\"type\":\"unknown\"}",
                "{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}",
                "{\"type\":\"record\",\"name\":\"R\"}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a b\",\"type\":\"int\"}]}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"größe\",\"type\":\"int\"}]}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":\"x\"}]}",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
                "\"int\" \"int\"",
            })
    void whatAvroRefusesIsRefused(String schema) {
        api.register("a", schema).isError(422, 42201);
        api.get("/subjects").is("[]");
    }

    @Test
    void otherSchemaTypesAreRefusedByName() {
        api.post("/subjects/a/versions", "{\"schemaType\":\"AVRO\",\"schema\":\"\\\"int\\\"\"}")
                .is("{\"id\":1}");
        api.post("/subjects/a/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
                .isError(422, 42201);
        api.post("/subjects/a/versions", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"\"}")
                .isError(422, 42201);
    }

    @Test
    void whatWouldBeLostSilentlyIsRefused() {
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[]}}")
                .isError(422, 42210);
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"metadata\":{\"properties\":{}}}")
                .isError(422, 42210);
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"id\":7}")
                .isError(422, 42205);
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":null,\"metadata\":null,\"id\":-1}")
                .is("{\"id\":1}");
    }

    @Test
    void aVersionThatIsExpectedMustBeTheNextOne() {
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"version\":2}")
                .isError(422, 42201);
        api.post("/subjects/a/versions", "{\"schema\":\"\\\"int\\\"\",\"version\":1}")
                .is("{\"id\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "a%00b", ":.other:a", "__GLOBAL", "__EMPTY"})
    void aSubjectMustHaveAUsableName(String subject) {
        api.register(subject, INT).isError(422, 42208);
    }

    @Test
    void theDefaultContextIsNoPartOfTheName() {
        api.register(":.:a", INT).is("{\"id\":1}");

        api.get("/subjects").is("[\"a\"]");
        api.get("/subjects/:.:a/versions").is("[1]");
    }

    @Test
    void aBodyThatIsNoJsonObjectIsABadRequest() {
        api.post("/subjects/a/versions", "{").isError(400, 400);
        api.post("/subjects/a/versions", "").isError(422, 422);
        api.post("/subjects/a/versions", "[]").isError(422, 422);
        api.post("/subjects/a/versions", "{}").isError(422, 42201);
    }

    @Test
    void aSchemaMayBuildOnOthers() {
        api.register("r", V1);
        String schema = "{\\\"type\\\":\\\"array\\\", \\\"items\\\":\\\"R\\\"}";
        String references = "\"references\":[{\"name\":\"R\",\"subject\":\"r\",\"version\":1}]";

        api.post("/subjects/a/versions", "{\"schema\":\"" + schema + "\"}").isError(422, 42201);
        api.post("/subjects/a/versions", "{\"schema\":\"" + schema + "\"," + references + "}")
                .is("{\"id\":2}");
        api.post("/subjects/a/versions", "{\"schema\":\"" + schema + "\"," + references + "}")
                .is("{\"id\":2}");
        api.post(
                        "/subjects/a/versions",
                        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"R\",\"subject\":\"r\",\"version\":9}]}")
                .isError(422, 42201);

        api.get("/schemas/ids/2")
                .is("{\"references\":[{\"name\":\"R\",\"subject\":\"r\",\"version\":1}],"
                        + "\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"R\\\"}\"}");
        api.get("/subjects/r/versions/1/referencedby").is("[2]");
        api.delete("/subjects/r").isError(422, 42206);
        api.delete("/subjects/r/versions/1").isError(422, 42206);
        api.delete("/subjects/a").is("[1]");
        api.delete("/subjects/r").is("[1]");
    }

    @Test
    void aSchemaThatIsTooLargeForARecordIsRefused() {
        log.refuse(Why.TOO_LARGE);

        api.register("a", LONG).isError(422, 42209);
    }
}
