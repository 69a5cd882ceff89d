package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.producer.Edge.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody gets in without a key that may. By their number in the list of bad inputs. */
class RefusedKeysIT {
    private static final List<String> CALLS = List.of(
            "/v1/ingest",
            "/v1/ingest/jobs",
            "/v1/ingest/jobs/validate",
            "/v1/ingest/jobs/uploads",
            "/v1/ingest/uploads");

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = Edge.start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void bad14NoKeyAnUnknownAndARevokedOneGetTheSameAnswer() {
        Answer made = edge.post("/v1/keys", "application/json", "{\"name\":\"a\",\"scopes\":[\"ingest\"]}");
        String path = "/v1/keys/" + made.body().get("id").asString();
        assertThat(edge.send(edge.request(path).DELETE().build()).status()).isEqualTo(204);

        for (String call : CALLS) {
            List<Answer> answers = new ArrayList<>();
            answers.add(post(call, Optional.empty()));
            answers.add(post(call, Optional.of("slc_nobody_not-a-key")));
            answers.add(post(call, Optional.of(made.body().get("key").asString())));

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.slug()).isEqualTo("unauthorized");
                assertThat(answer.body()).isEqualTo(answers.get(0).body());
            });
        }
        assertThat(edge.raw("jobs")).isEmpty();
    }

    @Test
    void bad15AKeyWithoutTheScopeIsForbidden() {
        Answer made = edge.post("/v1/keys", "application/json", "{\"name\":\"b\",\"scopes\":[\"read\"]}");

        for (String call : CALLS) {
            Answer answer = post(call, Optional.of(made.body().get("key").asString()));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.slug()).isEqualTo("forbidden");
        }
        assertThat(edge.raw("jobs")).isEmpty();
    }

    @Test
    void whoMayOnlySendRowsSettlesNoLettersWithThem() {
        Answer made = edge.post("/v1/keys", "application/json", "{\"name\":\"c\",\"scopes\":[\"ingest\"]}");
        Answer both = edge.post("/v1/keys", "application/json", "{\"name\":\"d\",\"scopes\":[\"ingest\",\"replay\"]}");

        Map<String, String> calls = Map.of(
                "/v1/ingest/jobs", "text/csv",
                "/v1/ingest/jobs/uploads", "text/csv",
                "/v1/ingest/uploads", "multipart/form-data; boundary=b");
        calls.forEach((call, type) -> {
            Answer refused = post(call + "?corrects=none", type, made);
            Answer looked = post(call + "?corrects=none", type, both);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().get("scope").asString()).isEqualTo("replay");
            // May do so, but there is no such batch.
            assertThat(looked.slug()).isEqualTo("invalid-request");
        });
        assertThat(edge.raw("jobs")).isEmpty();
    }

    private static Answer post(String path, String type, Answer key) {
        return edge.send(HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + key.body().get("key").asString())
                .POST(HttpRequest.BodyPublishers.ofString("1,a"))
                .build());
    }

    private static Answer post(String path, Optional<String> key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[{\"id\":1,\"job\":\"a\"}]"));
        key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return edge.send(request.build());
    }
}
