package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.ProxiedKafka;
import dev.sluice.testkit.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker freezes under load: connections stay open and nothing comes back. By hand it is frozen for longer and by more
 * clients: {@code -Dsluice.test.outage=120 -Dsluice.test.clients=200}.
 */
class LogOutageIT {
    private static final int CLIENTS = Integer.getInteger("sluice.test.clients", 50);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("sluice.test.outage", 15));

    @TempDir
    private Path data;

    /** What one request came to. */
    private record Attempt(String key, Answer answer, Duration took) {
        String outcome() {
            return answer.status() == 202 ? "accepted" : answer.slug();
        }
    }

    @Test
    void bad17AnswersStayHonestAndInTimeWhileTheLogIsAway() throws Exception {
        Backends backends = Backends.shared();
        try (ProxiedKafka kafka = ProxiedKafka.start(data);
                Edge edge = Edge.start(kafka.bootstrapServers(), backends.freshDatabase(), backends.freshPrefix())) {
            assertThat(post(edge, 0).outcome()).isEqualTo("accepted");

            List<Attempt> during = load(edge, kafka);

            assertThat(during).allSatisfy(attempt -> {
                assertThat(attempt.outcome()).isIn("accepted", "log-unavailable", "outcome-unknown");
                assertThat(attempt.took()).isLessThan(Duration.ofSeconds(6));
            });
            List<Attempt> refused =
                    during.stream().filter(it -> it.answer().status() == 503).toList();
            assertThat(refused).isNotEmpty().allSatisfy(attempt -> {
                assertThat(attempt.answer().header("retry-after")).isNotEmpty();
            });
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(post(edge, 1).outcome()).isEqualTo("accepted"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(edge.bean(LogWriter.class).bytesInFlight())
                            .isZero());
            accounted(edge, kafka, during);
            linksTell(edge, kafka, during);
        }
    }

    /** What was accepted is there, what was refused is not: each row names its request by its key. */
    private static void accounted(Edge edge, ProxiedKafka kafka, List<Attempt> attempts) {
        TopicReader reader = TopicReader.of(kafka.bootstrapServers());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> stored = reader.read(edge.topics().raw("jobs")).stream()
                    .map(row -> new String(row.key(), UTF_8))
                    .toList();
            assertThat(stored).containsAll(keys(attempts, "accepted"));
            assertThat(stored).doesNotContainAnyElementsOf(keys(attempts, "log-unavailable"));
            assertThat(reader.read(edge.topics().batches())).hasSameSizeAs(stored);
        });
    }

    /** Who was told that the outcome is unknown follows the link, and gets to know it. */
    private static void linksTell(Edge edge, ProxiedKafka kafka, List<Attempt> attempts) {
        Set<String> stored = TopicReader.of(kafka.bootstrapServers())
                .read(edge.topics().raw("jobs"))
                .stream()
                .map(row -> new String(row.key(), UTF_8))
                .collect(Collectors.toSet());
        for (Attempt attempt : attempts) {
            if (attempt.outcome().equals("outcome-unknown")) {
                String link = attempt.answer().body().at("/links/self").asString();
                Answer told = await().atMost(Duration.ofSeconds(30))
                        .until(() -> edge.send(edge.request(link).GET().build()), answer -> answer.status() != 503);
                assertThat(told.status()).isEqualTo(stored.contains(attempt.key()) ? 200 : 404);
            }
        }
    }

    private static Set<String> keys(List<Attempt> attempts, String outcome) {
        return attempts.stream()
                .filter(it -> it.outcome().equals(outcome))
                .map(Attempt::key)
                .collect(Collectors.toSet());
    }

    private static List<Attempt> load(Edge edge, ProxiedKafka kafka) throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<List<Attempt>>> all = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = 100_000 * (client + 1);
            all.add(clients.submit(() -> {
                List<Attempt> attempts = new ArrayList<>();
                for (int id = first; running.get(); id++) {
                    attempts.add(post(edge, id));
                }
                return attempts;
            }));
        }
        kafka.freeze();
        long end = System.nanoTime() + OUTAGE.toNanos();
        await().atMost(OUTAGE.plusSeconds(30)).until(() -> {
            Answer health =
                    edge.send(edge.request("/actuator/health/liveness").GET().build());
            assertThat(health.status()).isEqualTo(200);
            assertThat(edge.bean(LogWriter.class).bytesInFlight()).isLessThan(96 << 20);
            return System.nanoTime() > end;
        });
        running.set(false);
        List<Attempt> attempts = new ArrayList<>();
        for (Future<List<Attempt>> client : all) {
            attempts.addAll(client.get());
        }
        clients.shutdown();
        kafka.thaw();
        return attempts;
    }

    private static Attempt post(Edge edge, int id) {
        long start = System.nanoTime();
        Answer answer = edge.post("/v1/ingest/jobs", "application/json", "[{\"id\":" + (id + 1) + ",\"job\":\"a\"}]");
        return new Attempt(Integer.toString(id + 1), answer, Duration.ofNanos(System.nanoTime() - start));
    }
}
