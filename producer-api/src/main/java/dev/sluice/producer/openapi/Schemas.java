package dev.sluice.producer.openapi;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes in and what comes out, as JSON schemas. */
final class Schemas {
    private static final Map<String, Object> COUNT = Map.of("type", "integer", "minimum", 0);
    private static final Map<String, Object> OPEN_COUNT = Map.of("type", List.of("integer", "null"));
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private Schemas() {}

    static Map<String, Object> all(Contracts contracts) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        contracts.parentsFirst().forEach(contract -> schemas.put(name(contract), row(contract)));
        schemas.put("Receipt", receipt());
        schemas.put("Counts", counts());
        schemas.put("Violation", violation());
        schemas.put("Validation", validation());
        schemas.put("Problem", problem());
        schemas.putAll(DeskCalls.schemas());
        return schemas;
    }

    /** The schema's name of a table's rows; those of answers begin with a capital letter. */
    static String name(Contract contract) {
        return contract.table();
    }

    static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Map<String, Object> row(Contract contract) {
        Map<String, Object> columns = new LinkedHashMap<>();
        contract.columns().forEach(column -> columns.put(column.name(), TypeSchema.of(column)));
        List<String> required = contract.columns().stream()
                .filter(column -> !column.optional() && !column.generated())
                .map(Column::name)
                .toList();
        return object(columns, required);
    }

    private static Map<String, Object> receipt() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("batchId", Map.of("type", "string", "format", "uuid"));
        members.put("table", TEXT);
        members.put("tables", Map.of("type", "object", "additionalProperties", ref("Counts")));
        members.putAll(figures());
        members.put("state", Map.of("type", "string", "enum", List.of("receiving", "processing", "settled")));
        members.put("links", Map.of("type", "object", "additionalProperties", TEXT));
        members.put(
                "rejects",
                list(object(
                        Map.of("table", TEXT, "row", OPEN_COUNT, "reasons", list(ref("Violation"))),
                        List.of("table", "reasons"))));
        members.put("letters", figures("open", "resolved", "discarded"));
        members.put("interrupted", object(Map.of("afterLine", COUNT), List.of("afterLine")));
        Map<String, Object> receipt = new LinkedHashMap<>(object(
                members, List.of("batchId", "received", "stored", "dead", "waiting", "inFlight", "state", "links")));
        // What becomes of dead letters later is told here as well.
        receipt.put("additionalProperties", true);
        receipt.put("description", "received = stored + dead + waiting + inFlight, at any time.");
        return receipt;
    }

    private static Map<String, Object> figures(String... names) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : names) {
            members.put(name, COUNT);
        }
        return object(members, List.of(names));
    }

    private static Map<String, Object> counts() {
        Map<String, Object> counts =
                new LinkedHashMap<>(object(figures(), List.copyOf(figures().keySet())));
        counts.put("additionalProperties", true);
        return counts;
    }

    private static Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("received", OPEN_COUNT);
        figures.put("stored", COUNT);
        figures.put("dead", COUNT);
        figures.put("waiting", COUNT);
        figures.put("inFlight", OPEN_COUNT);
        return figures;
    }

    private static Map<String, Object> violation() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rule", TEXT);
        members.put("field", Map.of("type", List.of("string", "null")));
        members.put("message", TEXT);
        return object(members, List.of("rule", "message"));
    }

    private static Map<String, Object> validation() {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("row", COUNT);
        verdict.put("verdict", Map.of("type", "string", "enum", List.of("valid", "rejected", "waiting")));
        verdict.put("violations", list(ref("Violation")));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("table", TEXT);
        List.of("rows", "valid", "rejected", "waiting").forEach(name -> members.put(name, COUNT));
        members.put("verdicts", list(object(verdict, List.copyOf(verdict.keySet()))));
        return object(members, List.copyOf(members.keySet()));
    }

    private static Map<String, Object> problem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", Map.of("type", "string", "pattern", "^/problems/[a-z-]+$"));
        members.put("title", TEXT);
        members.put("status", Map.of("type", "integer"));
        members.put("detail", TEXT);
        members.put("retriable", Map.of("type", "boolean"));
        Map<String, Object> problem = new LinkedHashMap<>(object(members, List.copyOf(members.keySet())));
        problem.put("additionalProperties", true);
        return problem;
    }

    static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    static Map<String, Object> object(Map<String, Object> members, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", members);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
