package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuotaIT {
    @Test
    void bad16WhoIsOverQuotaIsToldHowLongToWait() {
        try (Edge edge = Edge.start("--sluice.producer.quota-rows=1")) {
            refusedTheSecondTime(edge, "{\"id\":1,\"job\":\"a\"}\n".repeat(1000));

            assertThat(edge.raw("jobs")).hasSize(1000);
        }
    }

    @Test
    void bad16BytesCountAsRowsDo() {
        try (Edge edge = Edge.start("--sluice.producer.quota-bytes=100B")) {
            refusedTheSecondTime(edge, "{\"id\":1,\"job\":\"" + "a".repeat(100_000) + "\"}\n");

            assertThat(edge.raw("jobs")).hasSize(1);
        }
    }

    @Test
    void anUploadIsSlowedDownAndNotTakenForOneThatNobodyComesBackWith() {
        // A row is worth ten seconds, and an upload is given up after three of silence.
        try (Edge edge = Edge.start("--sluice.producer.quota-bytes=2KB", "--sluice.producer.upload-abandoned=6s")) {
            String file = LongStream.rangeClosed(1, 3)
                    .mapToObj(id -> id + "," + "x".repeat(20_000) + "\n")
                    .collect(Collectors.joining());

            Answer answer = edge.post("/v1/ingest/jobs/uploads", "text/csv", file);

            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
            assertThat(answer.body().get("received").asLong()).isEqualTo(3);
            assertThat(edge.raw("jobs")).hasSize(3);
            assertThat(edge.batches().stream()
                            .filter(event -> Headers.text(event.headers(), Headers.EVENT)
                                    .filter(BatchEvent.Accepted.KIND::equals)
                                    .isPresent()))
                    .hasSize(1);
        }
    }

    /** However slow the machine is: the debt of the first request is many minutes. */
    private static void refusedTheSecondTime(Edge edge, String body) {
        Answer first = edge.post("/v1/ingest/jobs", "application/x-ndjson", body);
        Answer second = edge.post("/v1/ingest/jobs", "application/x-ndjson", body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.slug()).isEqualTo("too-many-requests");
        assertThat(Long.parseLong(second.header("retry-after"))).isBetween(1L, 1000L);
    }
}
