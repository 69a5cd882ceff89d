package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.producer.Edge.Answer;
import dev.sluice.producer.requests.RequestExpiry;
import dev.sluice.producer.requests.Requests;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
    private static final String BODY = "[{\"id\":1,\"job\":\"a\"},{\"id\":2,\"job\":\"b\"}]";

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
    void aRepeatedRequestGetsTheSameReceiptAndIsNotIngestedAgain() {
        String key = UUID.randomUUID().toString();

        Answer first = post(key, BODY);
        Answer second = post(key, BODY);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(copies(batchId(first))).isEqualTo(1);
    }

    @Test
    void bad6AnotherRequestUnderTheSameKeyIsRefused() {
        String key = UUID.randomUUID().toString();
        post(key, BODY);

        Answer other = post(key, BODY.replace("a", "c"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.slug()).isEqualTo("idempotency-mismatch");
    }

    @Test
    void bad7AKeyInFlightIsSaidToBe() throws SQLException {
        String key = UUID.randomUUID().toString();
        Answer first = post(key, BODY);
        update(batchId(first), "state = 'in-flight', answer = null, lease_until = now() + interval '1 minute'");

        Answer second = post(key, BODY);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.slug()).isEqualTo("idempotency-in-flight");
        assertThat(second.header("retry-after")).isNotEmpty();
    }

    @Test
    void whoDiedAfterTheCommitIsFoundInTheLog() throws SQLException {
        String key = UUID.randomUUID().toString();
        Answer first = post(key, BODY);
        update(batchId(first), "state = 'in-flight', answer = null, lease_until = now() - interval '1 s'");

        Answer second = post(key, BODY);

        assertThat(second.status()).isEqualTo(202);
        assertThat(batchId(second)).isEqualTo(batchId(first));
        assertThat(copies(batchId(first))).isEqualTo(1);
    }

    @Test
    void whoDiedBeforeTheCommitIsDoneAgainUnderTheSameBatchId() throws SQLException {
        String key = UUID.randomUUID().toString();
        Answer first = post(key, BODY);
        String neverSent = UUID.randomUUID().toString();
        update(
                batchId(first),
                "state = 'in-flight', answer = null, lease_until = now() - interval '1 s', batch_id = '" + neverSent
                        + "'");

        Answer second = post(key, BODY);

        assertThat(second.status()).isEqualTo(202);
        assertThat(batchId(second)).isEqualTo(neverSent);
        assertThat(copies(neverSent)).isEqualTo(1);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws SQLException {
        String young = UUID.randomUUID().toString();
        String old = UUID.randomUUID().toString();
        Answer kept = post(young, BODY);
        Answer forgotten = post(old, BODY);
        update(batchId(forgotten), "created_at = now() - interval '25 hours'");

        try (RequestExpiry expiry = new RequestExpiry(
                edge.provider(SystemSchema.class),
                edge.bean(Requests.class),
                Duration.ofDays(30),
                Duration.ofMillis(20))) {
            assertThat(expiry).isNotNull();
            await().untilAsserted(() -> assertThat(batchId(post(old, BODY))).isNotEqualTo(batchId(forgotten)));
        }

        assertThat(batchId(post(young, BODY))).isEqualTo(batchId(kept));
    }

    @Test
    void manyAtOnceAreOne() {
        String key = UUID.randomUUID().toString();

        List<CompletableFuture<Answer>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(key, BODY)))
                .toList();

        Set<Integer> statuses = all.stream().map(it -> it.join().status()).collect(Collectors.toSet());
        assertThat(statuses).isSubsetOf(202, 409).contains(202);
        Answer last = post(key, BODY);
        assertThat(last.status()).isEqualTo(202);
        assertThat(copies(batchId(last))).isEqualTo(1);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        String key = UUID.randomUUID().toString();

        assertThat(post(key, "[").status()).isEqualTo(400);
        assertThat(post(key, BODY).status()).isEqualTo(202);
    }

    private static Answer post(String key, String body) {
        return edge.post("/v1/ingest/jobs", "application/json", body, "Idempotency-Key", key);
    }

    private static String batchId(Answer answer) {
        return answer.body().get("batchId").asString();
    }

    private static long copies(String batchId) {
        return edge.batches().stream()
                .filter(event -> new String(event.key(), UTF_8).equals(batchId))
                .count();
    }

    private static void update(String batchId, String set) throws SQLException {
        String table = '"' + edge.bean(Tenant.class).schema() + "\".requests";
        try (Connection connection = edge.database().connect();
                PreparedStatement statement =
                        connection.prepareStatement("update " + table + " set " + set + " where batch_id = ?")) {
            statement.setString(1, batchId);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
