package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.NEEDS_B;
import static dev.sluice.embedded.registry.Api.V1;
import static dev.sluice.embedded.registry.Api.V2;
import static dev.sluice.embedded.registry.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final String COMPATIBLE = "{\"is_compatible\":true}";
    private static final String INCOMPATIBLE = "{\"is_compatible\":false}";
    private final Api api = Api.on(new MemoryLog());

    /** First version: a. Second: a, and b with a default. Third, the candidate, as the row says. */
    @ParameterizedTest
    @CsvSource({
        // level, candidate without a?, candidate that needs b?
        "NONE, true, true",
        // Reads the second (b is there), not the first.
        "BACKWARD, true, true",
        "BACKWARD_TRANSITIVE, true, false",
        // The second needs a: only a candidate without a can't be read by it.
        "FORWARD, false, true",
        "FORWARD_TRANSITIVE, false, true",
        "FULL, false, true",
        "FULL_TRANSITIVE, false, false",
    })
    void aCandidateIsHeldAgainstWhatTheLevelAsksFor(String level, boolean withoutA, boolean needsB) {
        String onlyB = "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                + "{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}]}";
        api.register("a", V1);
        api.register("a", V2);
        api.put("/config/a", "{\"compatibility\":\"" + level + "\"}");

        api.post("/compatibility/subjects/a/versions", body(onlyB)).is(withoutA ? COMPATIBLE : INCOMPATIBLE);
        api.post("/compatibility/subjects/a/versions", body(NEEDS_B)).is(needsB ? COMPATIBLE : INCOMPATIBLE);

        // The question and the registration never differ.
        assertThat(api.register("a", NEEDS_B).response().status()).isEqualTo(needsB ? 200 : 409);
    }

    @Test
    void oneVersionCanBeAskedAbout() {
        api.register("a", V1);
        api.register("a", V2);

        api.post("/compatibility/subjects/a/versions/1", body(NEEDS_B)).is(INCOMPATIBLE);
        api.post("/compatibility/subjects/a/versions/2", body(NEEDS_B)).is(COMPATIBLE);
        api.post("/compatibility/subjects/a/versions/latest", body(NEEDS_B)).is(COMPATIBLE);
        api.post("/compatibility/subjects/a/versions/3", body(NEEDS_B)).isError(404, 40402);
    }

    @Test
    void anythingFitsASubjectThatHasNothing() {
        api.post("/compatibility/subjects/none/versions", body(V1)).is(COMPATIBLE);
        api.post("/compatibility/subjects/none/versions/latest", body(V1)).is(COMPATIBLE);
        api.post("/compatibility/subjects/none/versions/1", body(V1)).isError(404, 40402);
    }

    @Test
    void theReasonsAreToldWhenAskedFor() {
        api.register("a", V1);

        assertThat(api.post("/compatibility/subjects/a/versions/1?verbose=true", body(NEEDS_B))
                        .json()
                        .path("messages")
                        .path(0)
                        .asText())
                .contains("BACKWARD", "READER_FIELD_MISSING_DEFAULT_VALUE", "b");
        api.post("/compatibility/subjects/a/versions/1?verbose=true", body(V2))
                .is("{\"is_compatible\":true,\"messages\":[]}");
    }

    @Test
    void aSchemaThatIsNoneIsNeitherCompatibleNorNot() {
        api.register("a", V1);

        api.post("/compatibility/subjects/a/versions/1", body("nonsense")).isError(422, 42201);
        api.post("/compatibility/subjects/a/versions", "{").isError(400, 400);
    }
}
