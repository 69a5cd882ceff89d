package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.Edge.Answer;
import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GeneratedIdsIT {
    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

    private static Edge edge;

    /** The sequence is the sink's to make. */
    @BeforeAll
    static void start() throws SQLException {
        edge = Edge.start();
        String schema = '"' + edge.bean(Tenant.class).tables() + '"';
        sql("create schema if not exists " + schema);
        sql("create sequence " + schema + ".jobs_id_seq as integer start 100");
    }

    @AfterAll
    static void stop() {
        EXECUTOR.shutdownNow();
        edge.close();
    }

    @Test
    void aRowWithoutIdIsGivenOneAndKeepsItsBytes() {
        Answer answer = edge.post(
                "/v1/ingest/jobs",
                "application/json",
                "[{\"job\":\"a\"},{\"id\":5,\"job\":\"b\"},{\"id\":null,\"job\":\"c\"}]");

        List<ConsumerRecord<byte[], byte[]>> rows = rows(answer);
        assertThat(rows.stream().map(GeneratedIdsIT::key).toList())
                .doesNotHaveDuplicates()
                .contains("5");
        assertThat(new String(rows.get(0).value(), UTF_8)).isEqualTo("{\"job\":\"a\"}");
        assertThat(id(rows.get(0))).isEqualTo(key(rows.get(0)));
        assertThat(Headers.text(rows.get(1).headers(), Headers.GENERATED_ID)).isEmpty();
        assertThat(id(rows.get(2))).isEqualTo(key(rows.get(2)));
    }

    @Test
    void linesOfCsvAreGivenIdsInBatchesAndUploads() {
        Answer batch = edge.post("/v1/ingest/jobs", "text/csv", "job\na\nb\n");
        Answer upload = edge.post("/v1/ingest/jobs/uploads", "text/csv", ",a\n,b\n7,c\n");

        HashSet<String> keys =
                new HashSet<>(rows(batch).stream().map(GeneratedIdsIT::key).toList());
        assertThat(keys).hasSize(2).doesNotContainNull();
        assertThat(rows(upload))
                .hasSize(3)
                .allSatisfy(row -> assertThat(keys.add(key(row))).isTrue());
    }

    @Test
    void aRequestThatIsTakenUpAgainGivesTheSameIds() throws SQLException {
        String key = UUID.randomUUID().toString();
        String body = "[{\"job\":\"a\"},{\"job\":\"b\"}]";
        Answer first = edge.post("/v1/ingest/jobs", "application/json", body, "Idempotency-Key", key);
        String again = UUID.randomUUID().toString();
        sql("update \"%s\".requests set state = 'in-flight', answer = null, batch_id = '%s',"
                        .formatted(edge.bean(Tenant.class).schema(), again)
                + " lease_until = now() - interval '1 s' where batch_id = '" + batchId(first) + "'");

        Answer second = edge.post("/v1/ingest/jobs", "application/json", body, "Idempotency-Key", key);

        assertThat(batchId(second)).isEqualTo(again);
        assertThat(rows(second).stream().map(GeneratedIdsIT::key).toList())
                .isEqualTo(rows(first).stream().map(GeneratedIdsIT::key).toList());
    }

    /** What the sink does beside: it moves the sequence past explicit ids, and must not find ids behind it that were given. */
    @Test
    void whoMovesTheSequenceNeverBringsAnIdBack() throws Exception {
        Contract jobs = edge.bean(Contracts.class).get("jobs");
        IncomingRow row = new IncomingRow(null, "{}".getBytes(UTF_8), List.of(), true);
        GeneratedIds ids = edge.bean(GeneratedIds.class);
        String sequence = '"' + edge.bean(Tenant.class).tables() + "\".jobs_id_seq";
        String move = "select \"%s\".move_ids('%s', (select last_value + 5 from %2$s))"
                .formatted(edge.bean(Tenant.class).schema(), sequence);
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> mover = EXECUTOR.submit(() -> moveUntil(done, move));
        List<Future<List<Long>>> drawers = new ArrayList<>();

        for (int drawer = 0; drawer < 3; drawer++) {
            drawers.add(EXECUTOR.submit(() -> {
                List<Long> drawn = new ArrayList<>();
                for (int round = 0; round < 1000; round++) {
                    drawn.addAll(ids.reserve(jobs, Collections.nCopies(1 + round % 20, row)));
                }
                return drawn;
            }));
        }

        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> drawer : drawers) {
            all.addAll(drawer.get());
        }
        done.set(true);
        assertThat(mover.get()).isPositive();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    private static int moveUntil(AtomicBoolean done, String move) throws SQLException {
        int moves = 0;
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            while (!done.get() || moves == 0) {
                statement.execute(move);
                moves++;
            }
        }
        return moves;
    }

    @Test
    void validatingARowWithoutIdSaysWhatIngestWouldMakeOfIt() {
        String lines = "job,id\na,\n,\n";

        Answer csv = edge.post("/v1/ingest/jobs/validate", "text/csv", lines);
        Answer json = edge.post("/v1/ingest/jobs/validate", "application/json", "[{\"job\":\"a\"},{}]");

        for (Answer answer : List.of(csv, json)) {
            assertThat(answer.body().at("/verdicts/0/verdict").asString()).isEqualTo("valid");
            assertThat(answer.body().at("/verdicts/1/violations").size()).isEqualTo(1);
            assertThat(answer.body().at("/verdicts/1/violations/0/field").asString())
                    .isEqualTo("job");
        }
    }

    @Test
    void whereNoIdCanBeHadNothingIsIngested() {
        Answer answer = edge.post("/v1/ingest/departments", "application/json", "[{\"department\":\"no sequence\"}]");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.slug()).isEqualTo("database-unavailable");
        assertThat(edge.raw("departments")).isEmpty();
    }

    private static List<ConsumerRecord<byte[], byte[]>> rows(Answer answer) {
        assertThat(answer.status()).isEqualTo(202);
        return edge.raw("jobs").stream()
                .filter(row ->
                        Headers.text(row.headers(), Headers.BATCH).orElse("").equals(batchId(answer)))
                .sorted(Comparator.comparingLong(row ->
                        Long.parseLong(Headers.text(row.headers(), Headers.ROW).orElseThrow())))
                .toList();
    }

    private static String key(ConsumerRecord<byte[], byte[]> row) {
        return new String(row.key(), UTF_8);
    }

    private static String id(ConsumerRecord<byte[], byte[]> row) {
        return Headers.text(row.headers(), Headers.GENERATED_ID).orElseThrow();
    }

    private static String batchId(Answer answer) {
        return answer.body().get("batchId").asString();
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = edge.database().connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
