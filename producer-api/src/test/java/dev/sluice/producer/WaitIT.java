package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.producer.inbox.PlayedSink;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code Prefer: wait}: what was accepted is answered with 2xx, whatever the ledger does meanwhile. */
class WaitIT {
    private static final String BODY = "[{\"id\":1,\"job\":\"a\"},{\"id\":2,\"job\":\"\"}]";

    private final Edge edge = Edge.start();
    private final PlayedSink sink = new PlayedSink(edge.database(), edge.bean(Tenant.class));

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void severalMayWaitForTheSameBatch() {
        String key = UUID.randomUUID().toString();
        Answer first = post("Idempotency-Key", key);

        List<CompletableFuture<Answer>> all = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> post("Idempotency-Key", key, "Prefer", "wait=3")))
                .limit(3)
                .toList();

        for (CompletableFuture<Answer> one : all) {
            assertThat(one.join().status()).isEqualTo(202);
            assertThat(one.join().body()).isEqualTo(first.body());
        }
    }

    @Test
    void aSettledBatchShowsItsFirstRejects() throws Exception {
        CompletableFuture<Answer> waiting = settled();

        Answer answer = waiting.join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/rejects/0/row").asInt()).isEqualTo(2);
    }

    @Test
    void rejectsThatCantBeReadAreLeftOut() throws Exception {
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> post("Prefer", "wait=20"));
        String batch = batch();
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // In one step, so that nobody sees the batch settled while its rejects can still be read.
            sink.settles(statement, batch, "jobs", 2, 2, "2,");
            statement.execute("alter table " + schema() + ".dead_letters rename column reasons to hidden");
            connection.commit();
        }

        Answer answer = waiting.join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("dead").asLong()).isEqualTo(1);
        assertThat(answer.body().has("rejects")).isFalse();
    }

    @Test
    void aLedgerThatHangsHoldsNoAnswerBack() throws Exception {
        try (Connection holder = edge.database().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table " + schema() + ".batch_counts in access exclusive mode");

            Answer answer = post("Prefer", "wait=1");

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().get("received").asLong()).isEqualTo(2);
            holder.rollback();
        }
    }

    @Test
    void whatCantBeWrittenDownIsAcceptedAllTheSame() throws Exception {
        String key = UUID.randomUUID().toString();
        // The claim is taken; that the batch is in the log can't be written down.
        ledger("""
                create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return new; end $$;
                create trigger hang before update on %s.requests for each row
                when (new.state = 'accepted') execute function hang()
                """);

        Answer answer = post("Idempotency-Key", key);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(edge.raw("jobs")).hasSize(2);
    }

    private CompletableFuture<Answer> settled() throws SQLException {
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> post("Prefer", "wait=20"));
        sink.settles(batch(), "jobs", 2, 2, "2,");
        return waiting;
    }

    private String batch() {
        return await().until(edge::batches, events -> !events.isEmpty()).stream()
                .map(event -> new String(event.key(), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private Answer post(String... headers) {
        return edge.post("/v1/ingest/jobs", "application/json", BODY, headers);
    }

    private String schema() {
        return '"' + edge.bean(Tenant.class).schema() + '"';
    }

    private void ledger(String sql) throws SQLException {
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(schema()));
        }
    }
}
