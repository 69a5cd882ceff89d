package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.STRING;
import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;
import static dev.sluice.embedded.registry.Api.body;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    private static final String QUOTED_V1 = V1.replace("\"", "\\\"");
    private final Api api = Api.on(new MemoryLog());

    @BeforeEach
    void twoVersionsAndADeletedSubject() {
        api.register("jobs-value", V1);
        api.register("jobs-value", V2);
        api.register("old", INT);
        api.delete("/subjects/old");
    }

    @Test
    void subjectsAreListedByPrefixAndByDeletion() {
        api.get("/subjects").is("[\"jobs-value\"]");
        api.get("/subjects/").is("[\"jobs-value\"]");
        api.get("/subjects?deleted=true").is("[\"jobs-value\",\"old\"]");
        api.get("/subjects?deletedOnly=true").is("[\"old\"]");
        api.get("/subjects?subjectPrefix=jobs").is("[\"jobs-value\"]");
        api.get("/subjects?subjectPrefix=other").is("[]");
        api.get("/subjects?subjectPrefix=:*:").is("[\"jobs-value\"]");
        api.get("/subjects?subjectPrefix=%3A.%3Ajobs").is("[\"jobs-value\"]");
    }

    @Test
    void versionsAreListed() {
        api.get("/subjects/jobs-value/versions").is("[1,2]");
        api.get("/subjects/old/versions").isError(404, 40401);
        api.get("/subjects/old/versions?deleted=true").is("[1]");
        api.get("/subjects/old/versions?deletedOnly=true").is("[1]");
        api.get("/subjects/none/versions").isError(404, 40401);
    }

    @Test
    void aVersionIsShownByNumberAndAsTheLatest() {
        String first = "{\"subject\":\"jobs-value\",\"version\":1,\"id\":1,\"schema\":\"" + QUOTED_V1 + "\"}";

        api.get("/subjects/jobs-value/versions/1").is(first);
        api.get("/subjects/jobs-value/versions/1/schema").is(V1);
        api.get("/subjects/jobs-value/versions/latest/schema").is(V2);
        api.get("/subjects/jobs-value/versions/-1/schema").is(V2);
        api.get("/subjects/jobs-value/versions/3").isError(404, 40402);
        api.get("/subjects/none/versions/1").isError(404, 40401);
        api.get("/subjects/old/versions/1").isError(404, 40401);
        api.get("/subjects/old/versions/latest?deleted=true").isError(404, 40402);
        api.get("/subjects/old/versions/1?deleted=true")
                .is("{\"subject\":\"old\",\"version\":1,\"id\":3,\"schema\":\"\\\"int\\\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "first", "2147483648", "1.0", "Latest"})
    void whatIsNoVersionIsRefused(String version) {
        api.get("/subjects/jobs-value/versions/" + version).isError(422, 42202);
        api.delete("/subjects/jobs-value/versions/" + version).isError(422, 42202);
        api.post("/compatibility/subjects/jobs-value/versions/" + version, body(V1))
                .isError(422, 42202);
    }

    @Test
    void theLatestVersionIsTheLatestThatIsNotDeleted() {
        api.delete("/subjects/jobs-value/versions/2").is("2");

        api.get("/subjects/jobs-value/versions/latest/schema").is(V1);
        api.get("/subjects/jobs-value/versions/2").isError(404, 40402);
    }

    @Test
    void aSchemaIsLookedUpUnderItsSubjectOnly() {
        api.post("/subjects/jobs-value", body(V1))
                .is("{\"subject\":\"jobs-value\",\"version\":1,\"id\":1,\"schema\":\"" + QUOTED_V1 + "\"}");
        api.post("/subjects/jobs-value", body(STRING)).isError(404, 40403);
        api.post("/subjects/none", body(V1)).isError(404, 40401);
        api.post("/subjects/old", body(INT)).isError(404, 40401);
        api.post("/subjects/old?deleted=true", body(INT))
                .is("{\"subject\":\"old\",\"version\":1,\"id\":3,\"schema\":\"\\\"int\\\"\"}");
        api.post("/subjects/jobs-value", body("nonsense")).isError(422, 42201);
    }

    @Test
    void aSubjectMayHoldAnyPrintableCharacter() {
        api.register("a%2Fb%20c+d%25%C3%BC", INT);

        api.get("/subjects?subjectPrefix=a").is("[\"a/b c+d%ü\"]");
        api.get("/subjects/a%2Fb%20c+d%25%C3%BC/versions").is("[1]");
        api.get("/subjects/a%2/versions").isError(400, 400);
    }
}
