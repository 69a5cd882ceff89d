package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.Headers;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowControllerIT {
    private static Edge edge;

    /** The tables are the sink's to make: here are as many columns of them as this stage looks at. */
    @BeforeAll
    static void start() throws SQLException {
        edge = Edge.start();
        String schema = '"' + edge.bean(Tenant.class).tables() + '"';
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + schema);
            statement.execute("create table %s.departments (id int primary key)".formatted(schema));
            statement.execute("create table %s.jobs (id int primary key)".formatted(schema));
            statement.execute("create table %s.hired_employees (id int primary key, department_id int, job_id int)"
                    .formatted(schema));
            statement.execute("insert into %s.departments values (1), (2)".formatted(schema));
            statement.execute("insert into %s.jobs values (1)".formatted(schema));
            statement.execute("insert into %s.hired_employees values (1, 1, 1)".formatted(schema));
        }
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void aRowIsReplacedUnderTheKeyOfTheAddress() {
        Answer named = put("/v1/ingest/jobs/7", "{\"id\":7,\"job\":\"a\"}");
        Answer unnamed = put("/v1/ingest/jobs/8", "{\"job\":\"b\"}");

        assertThat(named.status()).isEqualTo(202);
        assertThat(unnamed.status()).isEqualTo(202);
        assertThat(new String(record(named).key(), UTF_8)).isEqualTo("7");
        assertThat(new String(record(unnamed).key(), UTF_8)).isEqualTo("8");
        assertThat(new String(record(unnamed).value(), UTF_8)).isEqualTo("{\"job\":\"b\"}");
        assertThat(Headers.text(record(unnamed).headers(), Headers.GENERATED_ID))
                .contains("8");
    }

    @Test
    void aBodyThatIsAnotherRowIsRefused() {
        assertThat(put("/v1/ingest/jobs/7", "{\"id\":8,\"job\":\"a\"}").slug()).isEqualTo("key-mismatch");
        assertThat(put("/v1/ingest/jobs/7", "[]").slug()).isEqualTo("key-mismatch");
        assertThat(put("/v1/ingest/jobs/007", "{\"id\":7,\"job\":\"a\"}").status())
                .isEqualTo(400);
        assertThat(put("/v1/ingest/nothing/7", "{}").slug()).isEqualTo("unknown-table");
    }

    @Test
    void aRemovalIsARecordWithoutValue() {
        Answer answer = delete("/v1/ingest/departments/2");

        assertThat(answer.status()).isEqualTo(202);
        ConsumerRecord<byte[], byte[]> record = record("departments", answer);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("2");
        assertThat(record.value()).isNull();
        assertThat(Headers.text(record.headers(), Headers.DELETE)).contains("true");
    }

    @Test
    void bad50ARowThatOthersReferToStays() {
        Answer answer = delete("/v1/ingest/departments/1");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.slug()).isEqualTo("still-referenced");
        assertThat(answer.body().get("referredFrom").asString()).isEqualTo("hired_employees");
    }

    @Test
    void validatingSaysWhatWouldBecomeOfEachRow() {
        String csv = """
                1,Ann,2021-01-01T00:00:00Z,1,1
                2,,2021-02-30T00:00:00Z,1,1
                3,Bob,2021-01-01T00:00:00Z,9,1
                """;

        Answer answer = edge.post("/v1/ingest/hired_employees/validate", "text/csv", csv);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/valid").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/rejected").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/waiting").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/verdicts/1/violations/0/rule").asString()).isEqualTo("required");
        assertThat(answer.body().at("/verdicts/1/violations/1/rule").asString()).isEqualTo("invalid-timestamp");
        assertThat(answer.body().at("/verdicts/2/violations/0/field").asString())
                .isEqualTo("department_id");
        assertThat(edge.raw("hired_employees")).isEmpty();
    }

    private static Answer put(String path, String body) {
        return edge.send(edge.request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private static Answer delete(String path) {
        return edge.send(edge.request(path).DELETE().build());
    }

    private static ConsumerRecord<byte[], byte[]> record(Answer answer) {
        return record("jobs", answer);
    }

    private static ConsumerRecord<byte[], byte[]> record(String table, Answer answer) {
        String batchId = answer.body().get("batchId").asString();
        List<ConsumerRecord<byte[], byte[]>> records = edge.raw(table).stream()
                .filter(row ->
                        Headers.text(row.headers(), Headers.BATCH).orElse("").equals(batchId))
                .toList();
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
