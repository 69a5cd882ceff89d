package dev.sluice.producer.openapi;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.limits.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of this stage as an OpenAPI 3.1 document, each table's by its name. */
final class ApiDocument {
    private static final List<Integer> PROBLEMS = List.of(400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503);

    private final Contracts contracts;

    private ApiDocument(Contracts contracts) {
        this.contracts = contracts;
    }

    static Map<String, Object> of(Contracts contracts) {
        return new ApiDocument(contracts).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Sluice: sending rows",
                        "version",
                        "1",
                        "description",
                        "A 2xx says that every row of the request is durably in the log. Any other answer says that none"
                                + " of it will be ingested, or exactly which part was."));
        document.put("security", List.of(Map.of("key", List.of())));
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put("/v1/ingest", Map.of("post", mixed()));
        paths.put("/v1/ingest/uploads", Map.of("post", form("All tables", null)));
        contracts.parentsFirst().forEach(contract -> table(contract, paths));
        paths.put("/v1/ingest/batches/{batch}", Map.of("get", outcome()));
        paths.putAll(DeskCalls.paths());
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        Schemas.all(contracts),
                        "securitySchemes",
                        Map.of("key", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private void table(Contract contract, Map<String, Object> paths) {
        String path = "/v1/ingest/" + contract.table();
        paths.put(path, Map.of("post", batch(contract)));
        paths.put(path + "/validate", Map.of("post", validate(contract)));
        paths.put(path + "/uploads", Map.of("post", upload(contract)));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("parameters", List.of(id(contract)));
        one.put("put", put(contract));
        one.put("delete", operation(contract.table(), "Remove one row", List.of(), null, "Receipt"));
        paths.put(path + "/{id}", one);
    }

    private Map<String, Object> mixed() {
        Map<String, Object> tables = new LinkedHashMap<>();
        contracts.parentsFirst().forEach(it -> tables.put(it.table(), Schemas.list(Schemas.ref(Schemas.name(it)))));
        Map<String, Object> byTable = Schemas.object(tables, List.of());
        Map<String, Object> body = Map.of("oneOf", List.of(byTable, Schemas.list(byTable)));
        return operation(
                "All tables", "Rows of several tables", safely(), content("application/json", body), "Receipt");
    }

    private Map<String, Object> batch(Contract contract) {
        List<Map<String, Object>> parameters = new ArrayList<>(safely());
        parameters.addAll(csv());
        parameters.add(corrects());
        return operation(contract.table(), "1 to " + Limits.MAX_ROWS + " rows", parameters, rows(contract), "Receipt");
    }

    private Map<String, Object> validate(Contract contract) {
        return operation(contract.table(), "What would become of rows", csv(), rows(contract), "Validation");
    }

    private Map<String, Object> upload(Contract contract) {
        List<Map<String, Object>> parameters = new ArrayList<>(safely());
        parameters.addAll(csv());
        parameters.add(corrects());
        Map<String, Object> content = content("text/csv", Map.of("type", "string"));
        content.putAll(content("application/x-ndjson", Map.of("type", "string")));
        content.putAll(files(contract));
        return operation(contract.table(), "A file of any size", parameters, content, "Receipt");
    }

    private Map<String, Object> form(String tag, @Nullable Contract contract) {
        List<Map<String, Object>> parameters = new ArrayList<>(safely());
        parameters.addAll(csv());
        parameters.add(corrects());
        return operation(tag, "Files of any size; parents are fed first", parameters, files(contract), "Receipt");
    }

    private Map<String, Object> files(@Nullable Contract contract) {
        Map<String, Object> file = Map.of("type", "string", "contentMediaType", "text/csv");
        Map<String, Object> fields = new LinkedHashMap<>();
        if (contract == null) {
            contracts.parentsFirst().forEach(it -> fields.put(it.table(), file));
        } else {
            fields.put(contract.table(), file);
        }
        return content("multipart/form-data", Schemas.object(fields, List.of()));
    }

    private static Map<String, Object> put(Contract contract) {
        return operation(
                contract.table(),
                "Replace or add one row",
                safely(),
                content("application/json", Schemas.ref(Schemas.name(contract))),
                "Receipt");
    }

    private static Map<String, Object> outcome() {
        return operation(
                "All tables",
                "Whether a batch was ingested, and what became of it: asks the log where the ledger hasn't heard of it",
                List.of(parameter("path", "batch", "The batch's id.", Map.of("type", "string", "format", "uuid"))),
                null,
                Map.of("200", answer("The batch is in the log.", Schemas.ref("Receipt"))));
    }

    private static Map<String, Object> rows(Contract contract) {
        Map<String, Object> rows = new LinkedHashMap<>(Schemas.list(Schemas.ref(Schemas.name(contract))));
        rows.put("minItems", 1);
        rows.put("maxItems", Limits.MAX_ROWS);
        Map<String, Object> content = content("application/json", rows);
        content.putAll(content("application/x-ndjson", Map.of("type", "string")));
        content.putAll(content("text/csv", Map.of("type", "string")));
        return content;
    }

    private static Map<String, Object> id(Contract contract) {
        Column key = contract.key().get(0);
        boolean one = contract.key().size() == 1;
        Map<String, Object> schema = one ? new LinkedHashMap<>(TypeSchema.of(key)) : Map.of("type", "string");
        if (one && schema.get("type") instanceof List<?> types) {
            schema.put("type", types.get(0));
        }
        return parameter("path", "id", "The row's key in its canonical spelling.", schema);
    }

    private static List<Map<String, Object>> safely() {
        return List.of(
                parameter(
                        "header",
                        "Idempotency-Key",
                        "A name for this request: sent again under it, it is ingested once.",
                        Map.of("type", "string", "maxLength", 255)),
                parameter(
                        "header",
                        "Prefer",
                        "wait=10 waits up to ten seconds until every row is stored or set aside.",
                        Map.of("type", "string")));
    }

    private static List<Map<String, Object>> csv() {
        return List.of(
                parameter(
                        "query",
                        "delimiter",
                        "Of CSV; found out where it isn't given.",
                        Map.of("type", "string", "enum", List.of("comma", "semicolon", "tab", "pipe"))),
                parameter(
                        "query",
                        "header",
                        "Whether the first line of CSV names the columns; found out where it isn't given.",
                        Map.of("type", "string", "enum", List.of("auto", "true", "false"))));
    }

    private static Map<String, Object> corrects() {
        return parameter(
                "query",
                "corrects",
                "The batch whose failed rows these mend: the column line of a row says which, and settles its dead letter.",
                Map.of("type", "string"));
    }

    static Map<String, Object> parameter(String in, String name, String text, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("in", in);
        parameter.put("name", name);
        parameter.put("required", in.equals("path"));
        parameter.put("description", text);
        parameter.put("schema", schema);
        return parameter;
    }

    static Map<String, Object> content(String type, Map<String, Object> schema) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(type, Map.of("schema", schema));
        return content;
    }

    private static Map<String, Object> operation(
            String tag,
            String summary,
            List<Map<String, Object>> parameters,
            @Nullable Map<String, Object> body,
            String answer) {
        Map<String, Object> good = new LinkedHashMap<>();
        if (answer.equals("Receipt")) {
            good.put("202", answer("Every row is in the log.", Schemas.ref(answer)));
            good.put("200", answer("Every row is stored or set aside.", Schemas.ref(answer)));
        } else {
            good.put("200", answer("Nothing was ingested.", Schemas.ref(answer)));
        }
        return operation(tag, summary, parameters, body, good);
    }

    static Map<String, Object> answer(String description, Map<String, Object> schema) {
        return Map.of("description", description, "content", content("application/json", schema));
    }

    /** @param good answers that are no problem, by status */
    static Map<String, Object> operation(
            String tag,
            String summary,
            List<Map<String, Object>> parameters,
            @Nullable Map<String, Object> body,
            Map<String, Object> good) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(tag));
        operation.put("summary", summary);
        operation.put("parameters", parameters);
        if (body != null) {
            operation.put("requestBody", Map.of("required", true, "content", body));
        }
        Map<String, Object> responses = new LinkedHashMap<>(good);
        Map<String, Object> problem = content("application/problem+json", Schemas.ref("Problem"));
        PROBLEMS.forEach(status -> responses.put(
                Integer.toString(status),
                Map.of("description", "A problem; its type explains it.", "content", problem)));
        operation.put("responses", responses);
        return operation;
    }
}
