package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.NEEDS_B;
import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;

import org.junit.jupiter.api.Test;

class ConfigTest {
    private final Api api = Api.on(new MemoryLog());

    @Test
    void theLevelForAllIsBackwardUntilItIsChanged() {
        api.get("/config").is("{\"compatibilityLevel\":\"BACKWARD\"}");

        api.put("/config", "{\"compatibility\":\"full_transitive\"}").is("{\"compatibility\":\"FULL_TRANSITIVE\"}");

        api.get("/config").is("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        api.delete("/config").is("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        api.get("/config").is("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void aSubjectMayHaveALevelOfItsOwn() {
        api.get("/config/a").isError(404, 40408);
        api.get("/config/a?defaultToGlobal=true").is("{\"compatibilityLevel\":\"BACKWARD\"}");

        api.put("/config/a", "{\"compatibility\":\"NONE\"}").is("{\"compatibility\":\"NONE\"}");

        api.get("/config/a").is("{\"compatibilityLevel\":\"NONE\"}");
        api.get("/config").is("{\"compatibilityLevel\":\"BACKWARD\"}");
        api.register("a", V1).is("{\"id\":1}");
        api.register("a", NEEDS_B).is("{\"id\":2}");
        api.delete("/config/a").is("{\"compatibilityLevel\":\"NONE\"}");
        api.get("/config/a").isError(404, 40408);
        api.delete("/config/a").isError(404, 40401);
    }

    @Test
    void whatIsNoLevelIsRefused() {
        api.put("/config", "{\"compatibility\":\"SIDEWAYS\"}").isError(422, 42203);
        api.put("/config/a", "{}").isError(422, 42203);
        api.put("/config/%20", "{\"compatibility\":\"NONE\"}").isError(422, 42208);
        api.put("/config", "nonsense").isError(400, 400);
    }

    @Test
    void theModeIsReadwriteUntilItIsChanged() {
        api.get("/mode").is("{\"mode\":\"READWRITE\"}");
        api.get("/mode/a").isError(404, 40409);
        api.get("/mode/a?defaultToGlobal=true").is("{\"mode\":\"READWRITE\"}");

        api.put("/mode", "{\"mode\":\"READONLY\"}").is("{\"mode\":\"READONLY\"}");

        api.get("/mode").is("{\"mode\":\"READONLY\"}");
        api.register("a", V1).isError(422, 42205);
        api.put("/mode/a", "{\"mode\":\"READWRITE\"}").is("{\"mode\":\"READWRITE\"}");
        api.register("a", V1).is("{\"id\":1}");
        api.delete("/mode/a").is("{\"mode\":\"READWRITE\"}");
        api.delete("/mode/a").isError(404, 40401);
        api.register("a", V1).is("{\"id\":1}");
        api.register("a", V2).isError(422, 42205);
    }

    @Test
    void anOverrideForAllBeatsTheSubjectsOwnMode() {
        api.put("/mode/a", "{\"mode\":\"READWRITE\"}");
        api.put("/mode", "{\"mode\":\"READONLY_OVERRIDE\"}");

        api.register("a", V1).isError(422, 42205);
        api.get("/mode/a?defaultToGlobal=true").is("{\"mode\":\"READONLY_OVERRIDE\"}");
    }

    @Test
    void whatIsNoModeHereIsRefused() {
        api.put("/mode", "{\"mode\":\"SIDEWAYS\"}").isError(422, 42204);
        api.put("/mode", "{}").isError(422, 42204);
        api.put("/mode", "{\"mode\":\"IMPORT\"}").isError(422, 42205);
        api.put("/mode/__GLOBAL", "{\"mode\":\"READONLY\"}").isError(422, 42208);
    }
}
