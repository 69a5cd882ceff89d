package dev.sluice.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.BatchIds;
import dev.sluice.producer.Edge.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document of the calls against the calls themselves. */
class OpenApiIT {
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";

    private static Edge edge;
    private static JsonNode document;
    private static SchemaCheck check;

    @BeforeAll
    static void start() {
        edge = Edge.start();
        document = edge.send(edge.request("/openapi.json").GET().build()).body();
        check = new SchemaCheck(document);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void everyCallIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .forEach(method -> described.add(
                                method.getKey() + " " + path.getKey().replaceFirst("/jobs(/|$)", "/{table}$1"))));
        described.removeIf(call -> call.contains("/departments") || call.contains("/hired_employees"));

        Set<String> offered = edge.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(call -> call.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> call.getPatternValues().stream()
                                .map(path -> method.name().toLowerCase(Locale.ROOT) + " " + path)))
                .filter(call -> call.contains(" /v1/ingest"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(offered);
    }

    @Test
    void rowsAreDescribedByTheirContracts() {
        JsonNode row = document.at("/components/schemas/hired_employees");

        assertThat(row.at("/properties/id/minimum").asInt()).isEqualTo(1);
        assertThat(row.at("/properties/datetime/format").asString()).isEqualTo("date-time");
        assertThat(row.at("/properties/job_id/x-references").asString()).isEqualTo("jobs");
        assertThat(row.get("required").valueStream().map(JsonNode::asString))
                .containsExactly("name", "datetime", "department_id", "job_id");
    }

    @Test
    void goodAnswersAreAsDescribed() {
        String jobs = "[{\"id\":1,\"job\":\"a\"},{\"id\":2,\"job\":\"\"}]";

        agrees("post", "/v1/ingest/jobs", edge.post("/v1/ingest/jobs", JSON, jobs), 202);
        agrees(
                "post",
                "/v1/ingest",
                edge.post("/v1/ingest", JSON, "{\"jobs\":" + jobs + ",\"departments\":[{\"id\":1}]}"),
                202);
        agrees("post", "/v1/ingest/jobs/validate", edge.post("/v1/ingest/jobs/validate", JSON, jobs), 200);
        agrees("post", "/v1/ingest/jobs/uploads", edge.post("/v1/ingest/jobs/uploads", CSV, "1,a\n"), 202);
        agrees("post", "/v1/ingest/uploads", form(), 202);
        agrees(
                "get",
                "/v1/ingest/batches/{batch}",
                batch(edge.bean(BatchIds.class).next()),
                404);
        String known =
                edge.post("/v1/ingest/jobs", JSON, jobs).body().get("batchId").asString();
        agrees("get", "/v1/ingest/batches/{batch}", batch(known), 200);
        agrees("put", "/v1/ingest/jobs/{id}", put("/v1/ingest/jobs/3", "{\"id\":3,\"job\":\"c\"}"), 202);
        agrees(
                "delete",
                "/v1/ingest/jobs/{id}",
                edge.send(edge.request("/v1/ingest/jobs/3").DELETE().build()),
                202);
    }

    @Test
    void theDeskAnswersAsDescribed() {
        String desk = "/v1/ingest/dead-letters/";
        String nobody = "00000000-0000-0000-0000-000000000000";

        agrees("post", desk + "replay", edge.post(desk + "replay", JSON, "{\"filter\":{},\"dryRun\":true}"), 200);
        agrees("post", desk + "replay", edge.post(desk + "replay", JSON, "{\"filter\":{}}"), 200);
        agrees("post", desk + "replay", edge.post(desk + "replay", JSON, "{}"), 400);
        agrees("post", desk + "discard", edge.post(desk + "discard", JSON, "{\"filter\":{},\"reason\":\"x\"}"), 200);
        agrees("post", desk + "{id}/replay", edge.post(desk + nobody + "/replay", JSON, ""), 404);
        agrees("post", desk + "{id}/discard", edge.post(desk + nobody + "/discard", JSON, "{\"reason\":\"x\"}"), 404);
        agrees(
                "get",
                desk + "replays",
                edge.send(edge.request(desk + "replays").GET().build()),
                200);
    }

    @Test
    void problemsAreAsDescribed() {
        agrees("post", "/v1/ingest/jobs", edge.post("/v1/ingest/jobs", JSON, "[{]"), 400);
        agrees("post", "/v1/ingest/jobs", edge.post("/v1/ingest/jobs", JSON, "[]"), 422);
        agrees("post", "/v1/ingest/jobs", edge.post("/v1/ingest/jobs", "text/plain", "a"), 415);
        agrees("post", "/v1/ingest/jobs/validate", edge.post("/v1/ingest/jobs/validate", CSV, "id,salary\n1,2\n"), 422);
        agrees("post", "/v1/ingest/jobs/uploads", edge.post("/v1/ingest/jobs/uploads", CSV, ""), 422);
        agrees("post", "/v1/ingest/uploads", edge.post("/v1/ingest/uploads", JSON, "[]"), 415);
        agrees("put", "/v1/ingest/jobs/{id}", put("/v1/ingest/jobs/3", "{\"id\":4}"), 422);
        agrees(
                "delete",
                "/v1/ingest/jobs/{id}",
                edge.send(edge.request("/v1/ingest/jobs/x").DELETE().build()),
                400);
    }

    @Test
    void thePageIsOpenToAllAndNeedsNoOtherHost() throws Exception {
        for (String file : Set.of("/docs/", "/docs/try.js", "/docs/try.css")) {
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port() + file))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
            assertThat(page.body()).doesNotContain("http://", "https://");
        }
    }

    private static void agrees(String method, String path, Answer answer, int status) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        String type = status < 300 ? "application/json" : "application/problem+json";
        assertThat(answer.header("content-type")).startsWith(type);
        JsonNode described =
                document.get("paths").get(path).get(method).get("responses").path(Integer.toString(status));
        JsonNode schema = described.path("content").path(type).path("schema");

        assertThat(schema.isMissingNode())
                .as(status + " of " + method + " " + path)
                .isFalse();
        assertThat(check.violations(schema, answer.body())).isEmpty();
    }

    private static Answer form() {
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"jobs\"; filename=\"jobs.csv\"\r\n\r\n1,a\r\n--b--\r\n";
        return edge.post("/v1/ingest/uploads", "multipart/form-data; boundary=b", body);
    }

    private static Answer batch(String id) {
        return edge.send(edge.request("/v1/ingest/batches/" + id).GET().build());
    }

    private static Answer put(String path, String body) {
        return edge.send(edge.request(path)
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString(body))
                .build());
    }
}
