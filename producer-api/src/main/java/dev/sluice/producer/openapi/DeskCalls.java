package dev.sluice.producer.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that send dead letters in again, or give them up. */
final class DeskCalls {
    private static final String TAG = "Dead letters";
    private static final String ROOT = "/v1/ingest/dead-letters";
    private static final Map<String, Object> FLAG = Map.of("type", "boolean", "default", false);
    private static final Map<String, Object> COUNT = Map.of("type", "integer", "minimum", 0);
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private DeskCalls() {}

    static Map<String, Object> paths() {
        Map<String, Object> id = ApiDocument.parameter(
                "path", "id", "Id of the dead letter.", Map.of("type", "string", "format", "uuid"));
        Map<String, Object> batch = ApiDocument.parameter("path", "batch", "The replay's batch.", TEXT);
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put(
                ROOT + "/{id}/replay",
                post(
                        "Send one row again, as it was or mended",
                        ref("ReplayOne"),
                        answers("202", "200", "Receipt"),
                        List.of(id)));
        paths.put(ROOT + "/replay", post("Send all again that match", ref("ReplayMany"), many(), List.of()));
        paths.put(ROOT + "/replays", get("The newest replays", answers("200", "Replays"), List.of()));
        paths.put(
                ROOT + "/replays/{batch}", get("How far a replay has come", answers("200", "Replay"), List.of(batch)));
        paths.put(
                ROOT + "/replays/{batch}/cancel",
                post("End a replay; what was sent stays sent", null, answers("202", "200", "Replay"), List.of(batch)));
        paths.put(
                ROOT + "/{id}/discard",
                post("Give one up, with a reason", ref("DiscardOne"), answers("200", "DiscardedOne"), List.of(id)));
        paths.put(
                ROOT + "/discard",
                post(
                        "Give all up that match, with a reason",
                        ref("DiscardMany"),
                        answers("200", "DiscardedMany"),
                        List.of()));
        return paths;
    }

    static Map<String, Object> schemas() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(
                "ReplayOne",
                Schemas.object(Map.of("row", Map.of("type", "object"), "overwrite", FLAG, "force", FLAG), List.of()));
        schemas.put("LetterFilter", filter());
        Map<String, Object> rate = Map.of("type", "integer", "minimum", 1, "maximum", 20_000, "default", 2000);
        schemas.put(
                "ReplayMany",
                Schemas.object(
                        Map.of(
                                "filter",
                                ref("LetterFilter"),
                                "dryRun",
                                FLAG,
                                "overwrite",
                                FLAG,
                                "force",
                                FLAG,
                                "rate",
                                rate),
                        List.of("filter")));
        schemas.put("Replay", replay());
        schemas.put("Replays", Schemas.object(Map.of("replays", Schemas.list(ref("Replay"))), List.of("replays")));
        schemas.put("DryRun", dryRun());
        Map<String, Object> reason = Map.of("type", "string", "minLength", 1, "maxLength", 500);
        schemas.put("DiscardOne", Schemas.object(Map.of("reason", reason), List.of("reason")));
        schemas.put(
                "DiscardMany",
                Schemas.object(
                        Map.of("filter", ref("LetterFilter"), "reason", reason, "dryRun", FLAG),
                        List.of("filter", "reason")));
        schemas.put("DiscardedOne", Schemas.object(Map.of("discarded", COUNT), List.of("discarded")));
        schemas.put("DiscardedMany", all(Map.of("dryRun", FLAG, "letters", COUNT, "discarded", COUNT, "more", FLAG)));
        return schemas;
    }

    private static Map<String, Object> filter() {
        Map<String, Object> members = new LinkedHashMap<>();
        List.of("table", "rule", "field", "batch", "source", "from", "to", "q")
                .forEach(name -> members.put(name, TEXT));
        members.put("state", Map.of("type", "string", "enum", List.of("open", "parked", "discarded")));
        members.put("ids", Schemas.list(Map.of("type", "string", "format", "uuid")));
        return Schemas.object(members, List.of());
    }

    private static Map<String, Object> replay() {
        Map<String, Object> orNull = Map.of("type", List.of("string", "null"));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("batchId", orNull);
        members.put("state", Map.of("type", "string", "enum", List.of("running", "cancelling", "done", "cancelled")));
        List.of("letters", "looked", "sent").forEach(name -> members.put(name, COUNT));
        members.put("skipped", all(Map.of("failing", COUNT, "writtenSince", COUNT, "replaying", COUNT)));
        members.put("overwrite", FLAG);
        members.put("force", FLAG);
        members.put("rate", COUNT);
        members.put("filter", Map.of("type", "object", "additionalProperties", TEXT));
        List.of("startedAt", "endedAt", "problem").forEach(name -> members.put(name, orNull));
        members.put("by", TEXT);
        members.put("links", Map.of("type", "object", "additionalProperties", TEXT));
        return all(members);
    }

    private static Map<String, Object> dryRun() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("dryRun", FLAG);
        members.put("complete", FLAG);
        List.of("letters", "looked", "passing", "failing", "writtenSince", "replaying")
                .forEach(name -> members.put(name, COUNT));
        members.put("tables", Map.of("type", "object", "additionalProperties", COUNT));
        return all(members);
    }

    private static Map<String, Object> all(Map<String, Object> members) {
        return Schemas.object(members, List.copyOf(members.keySet()));
    }

    private static Map<String, Object> ref(String name) {
        return Schemas.ref(name);
    }

    private static Map<String, Object> many() {
        Map<String, Object> answers = answers("202", "Replay");
        answers.put(
                "200",
                ApiDocument.answer(
                        "A dry run, or nothing matched.", Map.of("oneOf", List.of(ref("DryRun"), ref("Replay")))));
        return answers;
    }

    /** @param statusesThenName statuses, and last the schema of their answer */
    private static Map<String, Object> answers(String... statusesThenName) {
        String name = statusesThenName[statusesThenName.length - 1];
        Map<String, Object> answers = new LinkedHashMap<>();
        for (int i = 0; i < statusesThenName.length - 1; i++) {
            boolean begun = statusesThenName[i].equals("202");
            answers.put(
                    statusesThenName[i],
                    ApiDocument.answer(begun ? "It is on its way." : "As it stands now.", ref(name)));
        }
        return answers;
    }

    private static Map<String, Object> get(
            String summary, Map<String, Object> answers, List<Map<String, Object>> parameters) {
        return Map.of("get", ApiDocument.operation(TAG, summary, parameters, null, answers));
    }

    private static Map<String, Object> post(
            String summary,
            @Nullable Map<String, Object> body,
            Map<String, Object> answers,
            List<Map<String, Object>> parameters) {
        Map<String, Object> content = body == null ? null : ApiDocument.content("application/json", body);
        return Map.of("post", ApiDocument.operation(TAG, summary, parameters, content, answers));
    }
}
