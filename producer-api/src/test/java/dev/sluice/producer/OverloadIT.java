package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topics.Tenant;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** More requests with a key than can wait for PostgreSQL. */
class OverloadIT {
    private static final int REQUESTS = 700;

    @Test
    void whatCantWaitIsRefusedAndWhatIsAcceptedIsThere() throws Exception {
        try (Edge edge = Edge.start()) {
            HttpClient http = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            try (Connection holder = edge.database().connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute(
                        "lock table \"" + edge.bean(Tenant.class).schema() + "\".requests in access exclusive mode");
                for (int id = 1; id <= REQUESTS; id++) {
                    all.add(http.sendAsync(request(edge, id), HttpResponse.BodyHandlers.ofString()));
                }
                CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new)).join();
                holder.rollback();
            }
            List<HttpResponse<String>> answers =
                    all.stream().map(CompletableFuture::join).toList();

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
                if (answer.statusCode() == 503) {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.body()).contains("\"retriable\":true").containsAnyOf("unavailable");
                }
            });
            assertThat(answers).anySatisfy(answer -> assertThat(answer.body()).contains("/problems/unavailable"));
            assertThat(stored(edge)).isEqualTo(accepted(answers));
        }
    }

    private static HttpRequest request(Edge edge, int id) {
        return edge.request("/v1/ingest/jobs", "Idempotency-Key", "k" + id, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[{\"id\":" + id + ",\"job\":\"a\"}]"))
                .build();
    }

    private static Set<String> stored(Edge edge) {
        return edge.raw("jobs").stream()
                .map(row -> new String(row.key(), UTF_8))
                .collect(Collectors.toSet());
    }

    private static Set<String> accepted(List<HttpResponse<String>> answers) {
        Set<String> ids = answers.stream()
                .filter(answer -> answer.statusCode() == 202)
                .map(answer -> answer.request()
                        .headers()
                        .firstValue("Idempotency-Key")
                        .orElseThrow()
                        .substring(1))
                .collect(Collectors.toSet());
        assertThat(ids).isNotEmpty();
        return ids;
    }
}
