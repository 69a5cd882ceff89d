package dev.sluice.embedded.registry;

import static dev.sluice.embedded.registry.Api.INT;
import static dev.sluice.embedded.registry.Api.LONG;
import static dev.sluice.embedded.registry.Api.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The topic is shared with Confluent's server: what each writes the other must understand. */
class RecordLayoutTest {
    @Test
    void whatIsWrittenIsConfluentsLayout() {
        MemoryLog log = new MemoryLog();
        Api api = Api.on(log);

        api.register("a", INT);
        api.put("/config", "{\"compatibility\":\"NONE\"}");
        api.put("/config/a", "{\"compatibility\":\"FULL\"}");
        api.put("/mode/a", "{\"mode\":\"READWRITE\"}");
        api.delete("/subjects/a/versions/1");
        api.register("a", LONG);
        api.delete("/subjects/a");

        assertThat(log.records())
                .containsExactly(
                        new SchemaRecord("{\"keytype\":\"NOOP\",\"magic\":0}", null),
                        new SchemaRecord(
                                "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":1,\"magic\":1}",
                                "{\"subject\":\"a\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\",\"deleted\":false}"),
                        new SchemaRecord(
                                "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}",
                                "{\"compatibilityLevel\":\"NONE\"}"),
                        new SchemaRecord(
                                "{\"keytype\":\"CONFIG\",\"subject\":\"a\",\"magic\":0}",
                                "{\"compatibilityLevel\":\"FULL\"}"),
                        new SchemaRecord(
                                "{\"keytype\":\"MODE\",\"subject\":\"a\",\"magic\":0}", "{\"mode\":\"READWRITE\"}"),
                        new SchemaRecord(
                                "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":1,\"magic\":1}",
                                "{\"subject\":\"a\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\",\"deleted\":true}"),
                        new SchemaRecord("{\"keytype\":\"MODE\",\"subject\":\"a\",\"magic\":0}", null),
                        new SchemaRecord("{\"keytype\":\"CONFIG\",\"subject\":\"a\",\"magic\":0}", null),
                        new SchemaRecord(
                                "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":2,\"magic\":1}",
                                "{\"subject\":\"a\",\"version\":2,\"id\":2,\"schema\":\"\\\"long\\\"\",\"deleted\":false}"),
                        new SchemaRecord(
                                "{\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"a\",\"magic\":0}",
                                "{\"subject\":\"a\",\"version\":2}"));
    }

    @Test
    void aTopicOfAnotherServerIsTakenOver() {
        Api api = Api.on(MemoryLog.of(List.of(
                new SchemaRecord("{\"keytype\":\"NOOP\",\"magic\":0}", null),
                schema(
                        "a",
                        1,
                        "{\"subject\":\"a\",\"version\":1,\"id\":1,\"md5\":\"xyz\",\"schema\":\"\\\"int\\\"\",\"deleted\":false}"),
                schema(
                        "a",
                        2,
                        "{\"subject\":\"a\",\"version\":2,\"id\":4,\"schema\":\"\\\"long\\\"\",\"deleted\":true}"),
                schema(
                        "j",
                        1,
                        "{\"subject\":\"j\",\"version\":1,\"id\":7,\"schemaType\":\"JSON\",\"schema\":\"{}\",\"deleted\":false}"),
                schema(
                        "gone",
                        1,
                        "{\"subject\":\"gone\",\"version\":1,\"id\":9,\"schema\":\"\\\"bytes\\\"\",\"deleted\":false}"),
                schema("gone", 1, null),
                new SchemaRecord(
                        "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}",
                        "{\"compatibilityLevel\":\"NONE\",\"normalize\":false}"),
                new SchemaRecord(
                        "{\"keytype\":\"CONTEXT\",\"tenant\":\"default\",\"context\":\".x\",\"magic\":0}", "{}"),
                new SchemaRecord("not json", "{"),
                schema("bad", 1, "{"),
                new SchemaRecord("{\"keytype\":\"MODE\",\"subject\":\"m\",\"magic\":0}", "{\"mode\":\"READONLY\"}"))));

        api.get("/subjects").is("[\"a\",\"j\"]");
        api.get("/subjects/a/versions").is("[1]");
        api.get("/subjects/a/versions/1").is("{\"subject\":\"a\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\"}");
        api.get("/schemas/ids/4").is("{\"schema\":\"\\\"long\\\"\"}");
        api.get("/schemas/ids/7").is("{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
        api.get("/schemas/ids/9").isError(404, 40403);
        api.get("/config").is("{\"compatibilityLevel\":\"NONE\"}");
        api.register("m", INT).isError(422, 42205);
        // Ids go on behind every one that was ever seen, gone ones included.
        api.register("a", STRING).is("{\"id\":10}");
        api.get("/subjects/a/versions").is("[1,3]");
    }

    @Test
    void theSameIsKnownAfterARestartAndAfterCompaction() {
        MemoryLog log = new MemoryLog();
        Api before = Api.on(log);
        before.put("/config", "{\"compatibility\":\"NONE\"}");
        before.register("a", INT);
        before.register("a", STRING);
        before.delete("/subjects/a");
        before.register("a", LONG);
        before.register("b", LONG);
        before.delete("/subjects/a/versions/3");
        before.put("/config/b", "{\"compatibility\":\"FULL\"}");
        before.delete("/config/b");

        for (Api after : List.of(Api.on(MemoryLog.of(log.records())), Api.on(MemoryLog.of(compacted(log.records()))))) {
            for (String path :
                    List.of("/schemas?deleted=true", "/schemas", "/subjects", "/config", "/subjects?deleted=true")) {
                after.get(path).is(before.get(path).response().body());
            }
            after.get("/config/b").isError(404, 40408);
            after.register("b", "\"bytes\"").is("{\"id\":4}");
        }
    }

    private static SchemaRecord schema(String subject, int version, @Nullable String value) {
        return new SchemaRecord(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"%s\",\"version\":%d,\"magic\":1}".formatted(subject, version),
                value);
    }

    /** The last record of every key, where it stands; no tombstones. */
    private static List<SchemaRecord> compacted(List<SchemaRecord> records) {
        List<SchemaRecord> latestFirst = new ArrayList<>(records);
        Collections.reverse(latestFirst);
        Map<String, SchemaRecord> kept = new LinkedHashMap<>();
        latestFirst.forEach(record -> kept.putIfAbsent(record.key(), record));
        List<SchemaRecord> compacted = new ArrayList<>(kept.values());
        compacted.removeIf(record -> record.value() == null);
        Collections.reverse(compacted);
        assertThat(compacted).hasSizeLessThan(records.size());
        return compacted;
    }
}
