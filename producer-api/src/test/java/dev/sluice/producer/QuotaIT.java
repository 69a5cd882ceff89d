package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.producer.Edge.Answer;
import org.junit.jupiter.api.Test;

class QuotaIT {
    @Test
    void bad16WhoIsOverQuotaIsToldHowLongToWait() {
        try (Edge edge = Edge.start("--sluice.producer.quota-rows=2")) {
            String body = "{\"id\":1,\"job\":\"a\"}\n".repeat(100);

            Answer first = edge.post("/v1/ingest/jobs", "application/x-ndjson", body);
            Answer second = edge.post("/v1/ingest/jobs", "application/x-ndjson", body);

            assertThat(first.status()).isEqualTo(202);
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.slug()).isEqualTo("too-many-requests");
            assertThat(Long.parseLong(second.header("retry-after"))).isBetween(40L, 60L);
            assertThat(edge.raw("jobs")).hasSize(100);
        }
    }
}
