package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Backends;
import dev.sluice.testkit.TopicReader;
import dev.sluice.topics.TopicNames;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The process is killed while clients send, and they send again under the same key until they are told that it is in. */
class EdgeKillIT {
    private static final int ROWS = 50;
    private static final long LOCK = 4711;

    private final Backends backends = Backends.shared();
    private final EdgeProcess.House house = new EdgeProcess.House(
            backends.bootstrapServers(), backends.freshDatabase(), backends.freshPrefix(), EdgeProcess.freePort());
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void killedAtEachStepOfABatch() throws Exception {
        List<String> steps = List.of(
                // The claim is about to be written.
                "tg_op = 'INSERT'",
                // The claim is there, nothing was sent.
                "tg_op = 'UPDATE' and new.transactional_id is distinct from old.transactional_id",
                // The transaction is committed, and nobody wrote it down.
                "tg_op = 'UPDATE' and new.state = 'accepted'");
        ExecutorService client = Executors.newSingleThreadExecutor();
        EdgeProcess edge = EdgeProcess.start(house);
        try {
            for (int step = 0; step < steps.size(); step++) {
                int batch = step;
                try (Connection holder = house.database().connect();
                        Statement statement = holder.createStatement()) {
                    statement.execute("select pg_advisory_lock(" + LOCK + ")");
                    hold(steps.get(step));
                    Future<String> answer = client.submit(() -> untilAccepted(house.port(), batch));
                    await().atMost(Duration.ofSeconds(30)).until(this::somebodyIsHeld);

                    edge.kill();
                    letGo();
                    statement.execute("select pg_advisory_unlock(" + LOCK + ")");
                    edge = EdgeProcess.start(house);

                    assertThat(answer.get()).contains("\"received\":" + ROWS);
                }
            }
        } finally {
            edge.close();
            client.shutdownNow();
        }
        everyBatchOnce(steps.size());
    }

    @Test
    void killedAtAnyMomentBehindAProxyThatCutsEverySecondAnswer() throws Exception {
        int clients = 6;
        int each = 12;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        EdgeProcess edge = EdgeProcess.start(house);
        try (CuttingProxy proxy = CuttingProxy.to(house.port())) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int first = client * each;
                all.add(pool.submit(() -> {
                    for (int batch = first; batch < first + each; batch++) {
                        untilAccepted(proxy.port(), batch);
                    }
                    return each;
                }));
            }
            for (int kills = 1; kills <= 2; kills++) {
                int enough = kills * clients;
                await().atMost(Duration.ofSeconds(60)).until(() -> accepted().size() >= enough);
                edge.kill();
                edge = EdgeProcess.start(house);
            }
            for (Future<Integer> client : all) {
                assertThat(client.get()).isEqualTo(each);
            }
        } finally {
            edge.close();
            pool.shutdownNow();
        }
        everyBatchOnce(clients * each);
    }

    /** Sends again whatever comes back, as the problem's {@code retriable} says, or nothing at all. */
    private String untilAccepted(int port, int batch) {
        String body = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "{\"id\":" + (batch * ROWS + row) + ",\"job\":\"a\"}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/ingest/jobs"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + Edge.KEY)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "batch-" + batch)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> answer(request), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                return Optional.of(answer.body());
            }
            assertThat(answer.body()).contains("\"retriable\":true");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void everyBatchOnce(int batches) {
        String raw = TopicNames.of(house.prefix()).raw("jobs");
        List<Long> ids = TopicReader.of(house.bootstrapServers()).read(raw).stream()
                .map(row -> Long.parseLong(new String(row.key(), UTF_8)))
                .sorted()
                .toList();
        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, batches * ROWS)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(accepted()).hasSize(batches).doesNotHaveDuplicates();
    }

    /** Ids of the batches that the log has, each as often as it says so. */
    private List<String> accepted() {
        return TopicReader.of(house.bootstrapServers())
                .read(TopicNames.of(house.prefix()).batches())
                .stream()
                .filter(event -> Headers.text(event.headers(), Headers.EVENT)
                        .filter(BatchEvent.Accepted.KIND::equals)
                        .isPresent())
                .map(event -> new String(event.key(), UTF_8))
                .toList();
    }

    /** A write of this kind waits until the lock is free. */
    private void hold(String condition) throws SQLException {
        sql("""
                create or replace function hold() returns trigger language plpgsql as $$ begin
                  if %s then perform pg_advisory_lock(%d); perform pg_advisory_unlock(%2$d); end if;
                  return new;
                end $$;
                create trigger hold before insert or update on %s for each row execute function hold()
                """.formatted(condition, LOCK, house.requests()));
    }

    private void letGo() throws SQLException {
        sql("""
                select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted;
                drop trigger hold on %s""".formatted(house.requests()));
    }

    private boolean somebodyIsHeld() throws SQLException {
        try (Connection connection = house.database().connect();
                Statement statement = connection.createStatement();
                ResultSet held = statement.executeQuery(
                        "select exists (select from pg_locks where locktype = 'advisory' and not granted)")) {
            held.next();
            return held.getBoolean(1);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = house.database().connect();
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
