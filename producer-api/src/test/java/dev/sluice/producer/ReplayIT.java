package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.producer.Edge.Answer;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Letters on their way back, as far as the raw topics: what becomes of them there is for others to say. */
class ReplayIT {
    private static final String JSON = "application/json";

    private static Edge edge;
    private static String letters;
    private static String tables;

    @BeforeAll
    static void start() {
        edge = Edge.start();
        Tenant tenant = edge.bean(Tenant.class);
        letters = '"' + tenant.schema() + "\".dead_letters";
        tables = '"' + tenant.tables() + '"';
        execute("create schema if not exists " + tables);
        execute("create table %s.departments (id int primary key, department text)".formatted(tables));
        execute("create table %s.jobs (id int primary key)".formatted(tables));
        execute("create table %s.hired_employees (id int primary key)".formatted(tables));
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void empty() {
        execute("truncate %s, %s.departments, %s.jobs, %s.hired_employees".formatted(letters, tables, tables, tables));
    }

    @Test
    void oneGoesAsItWasAndNamesItsLetter() {
        UUID letter = letter("departments", 7, "7,Locks", "text/csv");

        Answer answer = post("/v1/ingest/dead-letters/" + letter + "/replay", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("location")).isEqualTo("/v1/batches/" + batch(answer));
        ConsumerRecord<byte[], byte[]> record =
                sent("departments", batch(answer)).get(0);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("7");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("7,Locks");
        assertThat(header(record, Headers.CONTENT_TYPE)).isEqualTo("text/csv");
        assertThat(header(record, Headers.LETTER)).isEqualTo(letter.toString());
        assertThat(header(record, Headers.OVERWRITE)).isEmpty();
        assertThat(text("select state || ' ' || replay from " + letters)).isEqualTo("open " + batch(answer));
        assertThat(post("/v1/ingest/dead-letters/" + letter + "/replay", "").slug())
                .isEqualTo("in-replay");
    }

    @Test
    void oneGoesMendedWhenItIsWorthIt() {
        UUID letter = letter("departments", 7, "{\"id\":7}", null);
        String path = "/v1/ingest/dead-letters/" + letter + "/replay";

        Answer broken = post(path, "");
        Answer stillBroken = post(path, "{\"row\":{\"id\":7,\"department\":\"\",\"x\":1}}");
        Answer mended = post(path, "{\"row\": {\"id\":7, \"department\":\"Löcks\"}}");

        assertThat(broken.slug()).isEqualTo("still-broken");
        assertThat(stillBroken.status()).isEqualTo(422);
        assertThat(stillBroken.body().get("violations")).hasSize(2);
        assertThat(mended.status()).isEqualTo(202);
        assertThat(new String(sent("departments", batch(mended)).get(0).value(), UTF_8))
                .isEqualTo("{\"id\":7, \"department\":\"Löcks\"}");
    }

    @Test
    void aBrokenOneGoesWhereItIsForced() {
        UUID letter = letter("departments", 7, "{\"id\":7}", null);

        Answer forced = post("/v1/ingest/dead-letters/" + letter + "/replay", "{\"force\":true}");

        assertThat(sent("departments", batch(forced))).hasSize(1);
    }

    @Test
    void aRowThatIsThereByNowIsReplacedOnlyOnDemand() {
        execute("insert into %s.departments values (7, 'since')".formatted(tables));
        UUID letter = letter("departments", 7, "7,Locks", "text/csv");
        String path = "/v1/ingest/dead-letters/" + letter + "/replay";

        Answer refused = post(path, "");
        Answer sent = post(path, "{\"overwrite\":true}");

        assertThat(refused.slug()).isEqualTo("written-since");
        assertThat(refused.body().get("key").asString()).isEqualTo("7");
        assertThat(header(sent("departments", batch(sent)).get(0), Headers.OVERWRITE))
                .isEqualTo("true");
    }

    @Test
    void anIdThatWasGivenOnceIsKept() {
        UUID letter = letter("departments", 7, "{\"department\":\"Locks\"}", null);

        Answer answer = post("/v1/ingest/dead-letters/" + letter + "/replay", "");

        assertThat(header(sent("departments", batch(answer)).get(0), Headers.GENERATED_ID))
                .isEqualTo("7");
    }

    @Test
    void whatIsSettledStaysSo() {
        UUID letter = letter("departments", 7, "7,Locks", "text/csv");
        execute("update " + letters + " set state = 'resolved'");

        assertThat(post("/v1/ingest/dead-letters/" + letter + "/replay", "").slug())
                .isEqualTo("already-settled");
        assertThat(post("/v1/ingest/dead-letters/" + letter + "/discard", "{\"reason\":\"x\"}")
                        .slug())
                .isEqualTo("already-settled");
        assertThat(post("/v1/ingest/dead-letters/" + UUID.randomUUID() + "/replay", "")
                        .slug())
                .isEqualTo("unknown-dead-letter");
    }

    @Test
    void aDryRunTellsWhatAReplayWouldDo() {
        execute("insert into %s.departments values (3, 'since')".formatted(tables));
        letter("departments", 1, "1,a", "text/csv");
        letter("departments", 2, "2,", "text/csv");
        letter("departments", 3, "3,c", "text/csv");
        letter("jobs", 4, "4,d", "text/csv");
        execute("update " + letters + " set replay = 'other', replay_until = now() + interval '1 h' where key = '4'");

        JsonNode answer = post("/v1/ingest/dead-letters/replay", "{\"filter\":{},\"dryRun\":true}")
                .body();

        assertThat(answer.toString())
                .isEqualTo("{\"dryRun\":true,\"letters\":4,\"looked\":4,\"complete\":true,\"passing\":1,\"failing\":1,"
                        + "\"writtenSince\":1,\"replaying\":1,\"tables\":{\"departments\":3,\"jobs\":1}}");
    }

    @Test
    void allThatMatchGoAsOneBatchWithTheRestPassedOver() {
        execute("insert into %s.departments values (3, 'since')".formatted(tables));
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            letter("departments", i, i + ",d" + i, "text/csv");
            expected.add(i + ",d" + i);
        }
        letter("departments", 2, "2,", "text/csv");
        letter("departments", 3, "3,c", "text/csv");
        UUID job = letter("jobs", 5, "5,j", "text/csv");

        Answer begun = post("/v1/ingest/dead-letters/replay", "{\"filter\":{},\"rate\":7}");
        JsonNode over = awaitOver(begun);

        assertThat(begun.status()).isEqualTo(202);
        assertThat(over.get("state").asString()).isEqualTo("done");
        assertThat(over.get("letters").asInt()).isEqualTo(23);
        assertThat(over.get("sent").asInt()).isEqualTo(21);
        assertThat(over.get("skipped").toString()).isEqualTo("{\"failing\":1,\"writtenSince\":1,\"replaying\":0}");
        assertThat(sent("departments", batch(begun)))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(expected);
        ConsumerRecord<byte[], byte[]> record = sent("jobs", batch(begun)).get(0);
        assertThat(header(record, Headers.LETTER)).isEqualTo(job.toString());
        assertThat(numbers(batch(begun))).doesNotHaveDuplicates().hasSize(21);
        assertThat(accepted(batch(begun)).get("tables").toString()).contains("\"rows\":20", "\"rows\":1");
        assertThat(text("select count(*) from " + letters + " where replay is not null"))
                .isEqualTo("21");
    }

    @Test
    void aReplayThatIsCancelledKeepsWhatItHasSentAndNothingElse() {
        for (int i = 0; i < 40; i++) {
            letter("departments", i + 1, (i + 1) + ",d", "text/csv");
        }
        Answer begun = post("/v1/ingest/dead-letters/replay", "{\"filter\":{\"table\":\"departments\"},\"rate\":5}");
        String path = "/v1/ingest/dead-letters/replays/" + batch(begun);
        await().until(() -> get(path).body().get("sent").asInt() > 0);

        assertThat(post(path + "/cancel", "").status()).isEqualTo(202);
        JsonNode over = awaitOver(begun);

        assertThat(over.get("state").asString()).isEqualTo("cancelled");
        int sent = over.get("sent").asInt();
        assertThat(sent).isLessThan(40);
        assertThat(sent("departments", batch(begun))).hasSize(sent);
        assertThat(accepted(batch(begun))
                        .get("tables")
                        .get("departments")
                        .get("rows")
                        .asInt())
                .isEqualTo(sent);
        assertThat(text("select count(*) from " + letters + " where replay is not null"))
                .isEqualTo(Integer.toString(sent));
        assertThat(post(path + "/cancel", "").status()).isEqualTo(200);
    }

    @Test
    void whatSomebodyElseLeftBehindGoesOnBehindTheLastLetterInTheLog() {
        for (int i = 0; i < 30; i++) {
            letter("departments", i + 1, (i + 1) + ",d", "text/csv");
        }
        Answer begun = post("/v1/ingest/dead-letters/replay", "{\"filter\":{},\"rate\":10}");
        String replays = '"' + edge.bean(Tenant.class).schema() + "\".replays";
        String path = "/v1/ingest/dead-letters/replays/" + batch(begun);
        await().until(() -> get(path).body().get("sent").asInt() > 0);

        // Somebody else has it now, who is gone in turn; and nothing but the log knows how far the first one came.
        execute("update %s set lease_owner = 'gone', lease_until = now(), progress = null where batch_id = '%s'"
                .formatted(replays, batch(begun)));
        JsonNode over = awaitOver(begun);

        assertThat(over.get("sent").asInt()).isEqualTo(30);
        assertThat(sent("departments", batch(begun)))
                .extracting(record -> new String(record.value(), UTF_8))
                .doesNotHaveDuplicates()
                .hasSize(30);
        assertThat(numbers(batch(begun))).doesNotHaveDuplicates().hasSize(30);
    }

    @Test
    void aLetterThatAFailedAttemptTookAndTheNextPassesOverIsFreeAgain() {
        for (int i = 1; i <= 10; i++) {
            letter("departments", i, i + ",d", "text/csv");
        }
        Answer begun = post("/v1/ingest/dead-letters/replay", "{\"filter\":{},\"rate\":5}");
        execute("update %s set replay = '%s', replay_until = now() + interval '1 day' where key = '10'"
                .formatted(letters, batch(begun)));
        execute("insert into %s.departments values (10, 'since')".formatted(tables));

        JsonNode over = awaitOver(begun);

        assertThat(over.get("sent").asInt()).isEqualTo(9);
        assertThat(text("select string_agg(key, ' ') from " + letters + " where replay is null"))
                .isEqualTo("10");
    }

    @Test
    void nothingToDoIsDoneAtOnce() {
        Answer answer = post("/v1/ingest/dead-letters/replay", "{\"filter\":{}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("letters").asInt()).isZero();
    }

    @Test
    void lettersAreGivenUpWithAReason() {
        UUID one = letter("departments", 1, "1,", "text/csv");
        letter("departments", 2, "2,", "text/csv");
        letter("jobs", 3, "3,", "text/csv");

        Answer single = post("/v1/ingest/dead-letters/" + one + "/discard", "{\"reason\":\" a test \"}");
        Answer dry = post(
                "/v1/ingest/dead-letters/discard",
                "{\"filter\":{\"table\":\"departments\"},\"reason\":\"x\",\"dryRun\":true}");
        Answer many =
                post("/v1/ingest/dead-letters/discard", "{\"filter\":{\"table\":\"departments\"},\"reason\":\"x\"}");

        assertThat(single.body().toString()).isEqualTo("{\"discarded\":1}");
        assertThat(dry.body().toString()).isEqualTo("{\"dryRun\":true,\"letters\":1,\"discarded\":0,\"more\":false}");
        assertThat(many.body().toString()).isEqualTo("{\"dryRun\":false,\"letters\":1,\"discarded\":1,\"more\":false}");
        assertThat(text("select string_agg(state || ' ' || coalesce(state_reason, '-'), ', ' order by key) from "
                        + letters))
                .isEqualTo("discarded a test, discarded x, open -");

        assertThat(post("/v1/ingest/dead-letters/" + one + "/replay", "{\"force\":true}")
                        .status())
                .isEqualTo(202);
        assertThat(text("select state from " + letters + " where key = '1'")).isEqualTo("open");
    }

    @Test
    void whatCannotBeMeantIsAProblem() {
        UUID letter = letter("departments", 1, "1,", "text/csv");
        for (String body : List.of(
                "{\"filter\":{\"fields\":\"x\"}}",
                "{\"filter\":{\"state\":\"resolved\"}}",
                "{\"filter\":{\"ids\":[\"1\"]}}",
                "{\"filter\":{\"ids\":[]}}",
                "{\"filter\":{},\"rate\":0}",
                "{\"filter\":{},\"dryRun\":\"yes\"}",
                "{\"filter\":[]}",
                "{}")) {
            assertThat(post("/v1/ingest/dead-letters/replay", body).slug())
                    .as(body)
                    .isEqualTo("invalid-request");
        }
        assertThat(post("/v1/ingest/dead-letters/replay", "{\"filter\":").slug())
                .isEqualTo("malformed-body");
        assertThat(post("/v1/ingest/dead-letters/" + letter + "/replay", "{\"row\":[1]}")
                        .status())
                .isEqualTo(422);
        assertThat(post("/v1/ingest/dead-letters/" + letter + "/discard", "{}").slug())
                .isEqualTo("invalid-request");
        assertThat(get("/v1/ingest/dead-letters/replays/none").slug()).isEqualTo("unknown-replay");
        assertThat(edge.post("/v1/ingest/departments?corrects=none", "text/csv", "1,a")
                        .slug())
                .isEqualTo("invalid-request");
    }

    @Test
    void mendedRowsNameTheLettersThatTheirLinesStandFor() {
        UUID letter = letter("departments", 7, "7,", "text/csv");
        String batch = text("select batch_id from " + letters);
        String file = "id,department,line,reasons\n7,Locks,7,\"required department: is missing\"\n8,Weirs,,\n";

        Answer answer = edge.post("/v1/ingest/departments?corrects=" + batch, "text/csv", file);
        Answer upload = edge.post("/v1/ingest/departments/uploads?corrects=" + batch, "text/csv", file);

        for (Answer taken : List.of(answer, upload)) {
            List<ConsumerRecord<byte[], byte[]>> records = sent("departments", batch(taken));
            assertThat(records)
                    .extracting(record -> header(record, Headers.LETTER))
                    .containsExactlyInAnyOrder(letter.toString(), "");
            assertThat(records)
                    .extracting(record -> header(record, Headers.CORRECTS))
                    .containsOnly(batch);
            assertThat(records)
                    .extracting(record -> header(record, Headers.COLUMNS))
                    .containsOnly("id,department,-line,-reasons");
        }
    }

    private static Answer post(String path, String body) {
        return edge.post(path, JSON, body);
    }

    private static Answer get(String path) {
        return edge.send(edge.request(path).GET().build());
    }

    private static String batch(Answer answer) {
        return answer.body().get("batchId").asString();
    }

    private static JsonNode awaitOver(Answer begun) {
        String path = "/v1/ingest/dead-letters/replays/" + batch(begun);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !get(path).body().get("endedAt").isNull());
        return get(path).body();
    }

    private static List<ConsumerRecord<byte[], byte[]>> sent(String table, String batch) {
        return edge.raw(table).stream()
                .filter(record -> header(record, Headers.BATCH).equals(batch))
                .toList();
    }

    private static List<String> numbers(String batch) {
        List<String> numbers = new ArrayList<>();
        for (String table : List.of("departments", "jobs")) {
            sent(table, batch).forEach(record -> numbers.add(header(record, Headers.ROW)));
        }
        return numbers;
    }

    private static JsonNode accepted(String batch) {
        return edge.batches().stream()
                .filter(record -> new String(record.key(), UTF_8).equals(batch))
                .filter(record -> header(record, Headers.EVENT).equals("accepted"))
                .map(record -> tools.jackson.databind.json.JsonMapper.shared().readTree(record.value()))
                .reduce((a, b) -> {
                    throw new AssertionError("two of them");
                })
                .orElseThrow();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Headers.text(record.headers(), name).orElse("");
    }

    private static UUID letter(String table, int key, String payload, @Nullable String contentType) {
        UUID id = UUID.randomUUID();
        String type = contentType == null ? "null" : "'" + contentType + "'";
        execute("""
                insert into %s (id, table_name, batch_id, row_number, key, payload_key, payload, content_type, reasons,
                                raw_topic, raw_partition, raw_offset)
                values ('%s', '%s', 'lost', %d, '%d', convert_to('%d', 'UTF8'), convert_to('%s', 'UTF8'), %s,
                        '[{"rule":"required","field":"department","message":"is missing"}]', '%s.raw', 0, %d)
                """.formatted(letters, id, table, key, key, key, payload, type, table, key));
        return id;
    }

    private static void execute(String sql) {
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String sql) {
        try (Connection connection = edge.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
