package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.STRING;
import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemasTest {
    private static final String INT_1 = "{\"subject\":\"a\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\"}";
    private static final String STRING_1 = "{\"subject\":\"b\",\"version\":1,\"id\":2,\"schema\":\"\\\"string\\\"\"}";
    private final Api api = Api.on(new MemoryLog());

    @BeforeEach
    void twoSubjects() {
        api.register("a", INT);
        api.register("b", STRING);
    }

    @Test
    void aSchemaIsFoundById() {
        api.get("/schemas/ids/1").is("{\"schema\":\"\\\"int\\\"\"}");
        api.get("/schemas/ids/1?fetchMaxId=true").is("{\"schema\":\"\\\"int\\\"\",\"maxId\":2}");
        api.get("/schemas/ids/1?subject=a&format=").is("{\"schema\":\"\\\"int\\\"\"}");
        api.get("/schemas/ids/1/schema").is(INT);
        api.get("/schemas/ids/9").isError(404, 40403);
        api.get("/schemas/ids/9/schema").isError(404, 40403);
        api.get("/schemas/ids/nine").isError(404, 404);
    }

    @Test
    void thePlacesOfASchemaAreFoundById() {
        api.register("c", INT);
        api.delete("/subjects/c");

        api.get("/schemas/ids/1/subjects").is("[\"a\"]");
        api.get("/schemas/ids/1/subjects?deleted=true").is("[\"a\",\"c\"]");
        api.get("/schemas/ids/1/versions").is("[{\"subject\":\"a\",\"version\":1}]");
        api.get("/schemas/ids/9/subjects").isError(404, 40403);
        api.get("/schemas/ids/9/versions").isError(404, 40403);
    }

    @Test
    void allSchemasAreListedInPages() {
        api.get("/schemas").is("[" + INT_1 + "," + STRING_1 + "]");
        api.get("/schemas?subjectPrefix=b").is("[" + STRING_1 + "]");
        api.get("/schemas?offset=1").is("[" + STRING_1 + "]");
        api.get("/schemas?limit=1").is("[" + INT_1 + "]");
        api.get("/schemas?limit=-1&offset=-3").is("[" + INT_1 + "," + STRING_1 + "]");
        api.delete("/subjects/a");
        api.get("/schemas").is("[" + STRING_1 + "]");
        api.get("/schemas?deleted=true").is("[" + INT_1 + "," + STRING_1 + "]");
    }

    @Test
    void theLatestOfEachSubjectAreListed() {
        api.register("r", V1);
        api.register("r", V2);

        api.get("/schemas?latestOnly=true&subjectPrefix=r")
                .is("[{\"subject\":\"r\",\"version\":2,\"id\":4,\"schema\":\"" + V2.replace("\"", "\\\"") + "\"}]");
        api.get("/schemas?latestOnly=true&subjectPrefix=a").is("[" + INT_1 + "]");
    }

    @Test
    void itSaysWhatItIs() {
        api.get("/").is("{}");
        api.get("/contexts").is("[\".\"]");
        api.get("/schemas/types").is("[\"AVRO\"]");
        api.get("/v1/metadata/version").is("{\"version\":\"7.6.0-sluice\",\"commitId\":\"\"}");
        api.get("/v1/metadata/id")
                .is("{\"scope\":{\"path\":[],\"clusters\":{\"kafka-cluster\":\"memory\","
                        + "\"schema-registry-cluster\":\"schema-registry\"}},\"id\":\"\"}");
    }

    @Test
    void otherPathsAndMethodsDoNotExist() {
        api.get("/nothing").isError(404, 404);
        api.get("/subjects/a/versions/1/nothing").isError(404, 404);
        api.put("/subjects", "{}").isError(405, 405);
        api.delete("/schemas/ids/1").isError(405, 405);
    }
}
