package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ledger.BatchIds;
import dev.sluice.producer.Edge.Answer;
import dev.sluice.testkit.Backends;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The link that is given with {@code outcome-unknown}: there is no sink here, so nothing but the log can tell. */
class OutcomeIT {
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
    void aBatchThatOnlyTheLogKnowsIsThere() {
        Answer accepted = edge.post("/v1/ingest/jobs", "application/json", "[{\"id\":1,\"job\":\"a\"}]");

        Answer asked = ask(accepted.body().get("batchId").asString());

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).isEqualTo(accepted.body());
    }

    @Test
    void aBatchThatWasNeverSentIsNotThere() {
        Answer asked = ask(edge.bean(BatchIds.class).next());

        assertThat(asked.status()).isEqualTo(404);
        assertThat(asked.slug()).isEqualTo("not-ingested");
    }

    @Test
    void whileTheTransactionIsOpenNobodyCanTell() {
        String committed = edge.bean(BatchIds.class).next();
        String aborted = edge.bean(BatchIds.class).next();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();

            open(producer, committed);
            Answer before = ask(committed);
            producer.commitTransaction();
            Answer after = await().until(() -> ask(committed), answer -> answer.status() != 503);
            open(producer, aborted);
            producer.abortTransaction();
            Answer never = await().until(() -> ask(aborted), answer -> answer.status() != 503);

            assertThat(before.status()).isEqualTo(503);
            assertThat(before.slug()).isEqualTo("outcome-unknown");
            assertThat(before.header("retry-after")).isNotEmpty();
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.body().get("received").asLong()).isEqualTo(7);
            assertThat(never.slug()).isEqualTo("not-ingested");
        }
    }

    @Test
    void anUploadIsThereOnceItIsWhole() {
        Answer accepted = edge.post("/v1/ingest/jobs/uploads", "text/csv", "1,a\n2,b\n");

        Answer asked = ask(accepted.body().get("batchId").asString());

        assertThat(asked.body()).isEqualTo(accepted.body());
    }

    @Test
    void whatIsNoBatchOfOursIsNotSaidToBeMissing() {
        String forgotten = new BatchIds(Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC)).next();

        for (String id : List.of("nonsense", UUID.randomUUID().toString(), forgotten)) {
            assertThat(ask(id).status()).isEqualTo(404);
            assertThat(ask(id).slug()).isEqualTo("not-found");
        }
    }

    private static Answer ask(String batch) {
        return edge.send(edge.request("/v1/ingest/batches/" + batch).GET().build());
    }

    /** All of a batch but its commit, which is as far as one comes whose outcome is unknown. */
    private static void open(KafkaProducer<byte[], byte[]> producer, String batch) {
        BatchEvent event = new BatchEvent.Accepted(
                batch, Map.of("jobs", BatchEvent.Share.ofRows(1, 7)), "json", "k", Instant.EPOCH);
        producer.beginTransaction();
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(
                edge.topics().batches(),
                null,
                Headers.bytes(batch),
                event.toJson(),
                List.of(new RecordHeader(Headers.EVENT, Headers.bytes(event.kind())))));
        producer.flush();
        assertThat(sent).isDone();
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Backends.shared().bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "outcome-" + UUID.randomUUID(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) Duration.ofMinutes(2).toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
