package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;
import static dev.sluice.embedded.registry.Api.body;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteTest {
    private final Api api = Api.on(new MemoryLog());

    @BeforeEach
    void twoVersions() {
        api.register("a", V1);
        api.register("a", V2);
    }

    @Test
    void aDeletedSubjectIsGoneButItsSchemasStayReadable() {
        api.delete("/subjects/a").is("[1,2]");

        api.get("/subjects").is("[]");
        api.get("/schemas/ids/1/schema").is(V1);
        api.delete("/subjects/a").isError(404, 40404);
        api.delete("/subjects/none").isError(404, 40401);
    }

    @Test
    void aDeletedVersionIsGoneButItsSchemaStaysReadable() {
        api.delete("/subjects/a/versions/1").is("1");

        api.get("/subjects/a/versions").is("[2]");
        api.get("/schemas/ids/1/schema").is(V1);
        api.delete("/subjects/a/versions/1").isError(404, 40406);
        api.delete("/subjects/a/versions/9").isError(404, 40402);
        api.delete("/subjects/none/versions/1").isError(404, 40401);
        api.delete("/subjects/a").is("[2]");
    }

    @Test
    void theLatestVersionCanBeDeletedByThatName() {
        api.delete("/subjects/a/versions/latest").is("2");
        api.delete("/subjects/a/versions/latest").is("1");
        api.delete("/subjects/a/versions/latest").isError(404, 40402);
    }

    @Test
    void nothingIsDeletedForGood() {
        api.delete("/subjects/a?permanent=true").isError(404, 40405);
        api.delete("/subjects/a/versions/1?permanent=true").isError(404, 40407);
        api.delete("/subjects/none?permanent=true").isError(404, 40401);
        api.delete("/subjects/a/versions/9?permanent=true").isError(404, 40402);

        api.delete("/subjects/a");

        api.delete("/subjects/a?permanent=true").isError(422, 42205);
        api.delete("/subjects/a/versions/1?permanent=true").isError(422, 42205);
        api.get("/schemas/ids/1/schema").is(V1);
    }

    @Test
    void settingsGoWithTheLastVersion() {
        api.put("/config/a", "{\"compatibility\":\"FULL\"}");
        api.put("/mode/a", "{\"mode\":\"READWRITE\"}");

        api.delete("/subjects/a/versions/1");
        api.get("/config/a").is("{\"compatibilityLevel\":\"FULL\"}");
        api.delete("/subjects/a/versions/2");

        api.get("/config/a").isError(404, 40408);
        api.get("/mode/a").isError(404, 40409);
    }

    @Test
    void settingsGoWithTheSubject() {
        api.put("/config/a", "{\"compatibility\":\"FULL\"}");
        api.put("/mode/a", "{\"mode\":\"READWRITE\"}");

        api.delete("/subjects/a");

        api.get("/config/a").isError(404, 40408);
        api.get("/mode/a").isError(404, 40409);
    }

    @Test
    void aSubjectThatMayOnlyBeReadIsNotDeleted() {
        api.put("/mode/a", "{\"mode\":\"READONLY\"}");

        api.delete("/subjects/a").isError(422, 42205);
        api.delete("/subjects/a/versions/1").isError(422, 42205);
        api.post("/subjects/a", body(V1));
        api.get("/subjects").is("[\"a\"]");
    }
}
