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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * The process is killed while files come in through a proxy that keeps every second answer to itself, and clients send their
 * file again under the same key until they are told that it is in.
 */
class UploadKillIT {
    private static final int FILES = 3;
    private static final int ROWS = 90_000;

    private final Backends backends = Backends.shared();
    private final EdgeProcess.House house = new EdgeProcess.House(
            backends.bootstrapServers(), backends.freshDatabase(), backends.freshPrefix(), EdgeProcess.freePort());
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyRowIsThereOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(FILES);
        EdgeProcess edge = EdgeProcess.start(house);
        try (CuttingProxy proxy = CuttingProxy.to(house.port())) {
            List<Future<String>> all = new ArrayList<>();
            for (int file = 0; file < FILES; file++) {
                int number = file;
                all.add(pool.submit(() -> untilAccepted(proxy.port(), number)));
            }
            for (int kills = 1; kills <= 2; kills++) {
                int enough = kills * FILES;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> events("progress").size() >= enough);
                edge.kill();
                edge = EdgeProcess.start(house);
            }
            for (Future<String> client : all) {
                assertThat(client.get()).contains("\"received\":" + ROWS).doesNotContain("interrupted");
            }
        } finally {
            edge.close();
            pool.shutdownNow();
        }

        List<Long> ids =
                TopicReader.of(house.bootstrapServers())
                        .read(TopicNames.of(house.prefix()).raw("jobs"))
                        .stream()
                        .map(row -> Long.parseLong(new String(row.key(), UTF_8)))
                        .sorted()
                        .toList();
        assertThat(ids)
                .isEqualTo(
                        LongStream.rangeClosed(1, (long) FILES * ROWS).boxed().toList());
        assertThat(events(BatchEvent.Accepted.KIND).stream()
                        .map(event -> new String(event.key(), UTF_8))
                        .toList())
                .hasSize(FILES)
                .doesNotHaveDuplicates();
    }

    private String untilAccepted(int port, int file) {
        String body = LongStream.rangeClosed((long) file * ROWS + 1, (long) (file + 1) * ROWS)
                .mapToObj(id -> id + ",job " + id + "\n")
                .collect(Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/ingest/jobs/uploads"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + Edge.KEY)
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", "file-" + file)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> answer(request), answer -> !answer.isEmpty());
    }

    /** Empty where it has to be sent again. */
    private String answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                return answer.body();
            }
            assertThat(answer.body()).contains("\"retriable\":true");
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> events(String kind) {
        return TopicReader.of(house.bootstrapServers())
                .read(TopicNames.of(house.prefix()).batches())
                .stream()
                .filter(event -> Headers.text(event.headers(), Headers.EVENT)
                        .filter(kind::equals)
                        .isPresent())
                .toList();
    }
}
