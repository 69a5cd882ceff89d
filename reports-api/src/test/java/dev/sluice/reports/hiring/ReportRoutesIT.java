package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.reports.ReadingHouse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportRoutesIT {

    private final ReadingHouse house = ReadingHouse.shared().empty();

    @BeforeEach
    void theTriggersAreSet() {
        await().until(() -> house.get("/v1/reports/hires-by-quarter").statusCode() == 200);
    }

    @Test
    void anEmptyDatabaseAnswersEmptyLists() {
        for (String report : new String[] {"hires-by-quarter", "departments-above-mean"}) {
            JsonNode answer = house.json("/v1/reports/" + report + "?year=2021");

            assertThat(answer.get("rows").isArray()).isTrue();
            assertThat(answer.get("rows")).isEmpty();
        }
        assertThat(house.text("/v1/reports/departments-above-mean?format=csv")).isEqualTo("id,department,hired\n");
    }

    @Test
    void theReportsComeAsJson() {
        fill();

        JsonNode quarters = house.json("/v1/reports/hires-by-quarter?year=2021");
        JsonNode departments = house.json("/v1/reports/departments-above-mean?year=2021");

        assertThat(quarters.get("rows").toString()).isEqualTo("""
                        [{"department":"=1+1","job":"Developer, senior","q1":1,"q2":0,"q3":0,"q4":1},\
                        {"department":"Sales","job":"Developer, senior","q1":0,"q2":1,"q3":0,"q4":0}]""");
        assertThat(quarters.get("asOf").asString()).isNotEmpty();
        assertThat(departments.get("mean").asDouble()).isEqualTo(1.5);
        assertThat(departments.get("rows").toString()).isEqualTo("[{\"id\":1,\"department\":\"=1+1\",\"hired\":2}]");
    }

    @Test
    void csvComesByParameterOrByAcceptAndCannotBecomeAFormula() {
        fill();
        String expected = """
                department,job,q1,q2,q3,q4
                '=1+1,"Developer, senior",1,0,0,1
                Sales,"Developer, senior",0,1,0,0
                """;

        HttpResponse<byte[]> byAccept = house.get("/v1/reports/hires-by-quarter", "Accept", "text/csv");

        assertThat(new String(byAccept.body(), StandardCharsets.UTF_8)).isEqualTo(expected);
        assertThat(byAccept.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(house.text("/v1/reports/hires-by-quarter?format=csv")).isEqualTo(expected);
        assertThat(house.get("/v1/reports/departments-above-mean?format=csv")
                        .headers()
                        .firstValue("Sluice-Mean"))
                .hasValue("1.5");
    }

    @Test
    void anUnchangedReportIsNotSentAgain() {
        fill();
        String path = "/v1/reports/hires-by-quarter?year=2021";
        String etag = house.get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(house.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(house.get(path, "If-None-Match", "\"other\", W/" + etag).statusCode())
                .isEqualTo(304);
        assertThat(house.get(path + "&format=csv", "If-None-Match", etag).statusCode())
                .isEqualTo(200);

        house.sql()
                .sql("update departments set department = 'Support' where id = 2")
                .update();

        HttpResponse<byte[]> changed = house.get(path, "If-None-Match", etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(etag);
    }

    @Test
    void whatIsBehindAReportIsInItsHeaders() {
        HttpResponse<byte[]> answer = house.get("/v1/reports/hires-by-quarter");

        assertThat(answer.headers().map()).containsKeys("sluice-waiting", "sluice-dead", "sluice-in-flight");
    }

    @Test
    void whatCannotBeAnsweredIsAProblem() {
        assertThat(house.get("/v1/reports/xyz").statusCode()).isEqualTo(404);
        assertThat(house.json("/v1/reports/xyz").get("type").asString()).isEqualTo("/problems/unknown-report");
        assertThat(house.get("/v1/reports/hires-by-quarter?year=20x1").statusCode())
                .isEqualTo(400);
        assertThat(house.get("/v1/reports/hires-by-quarter?year=10000").statusCode())
                .isEqualTo(400);
        assertThat(house.get("/v1/reports/hires-by-quarter", "Accept", "image/png")
                        .statusCode())
                .isEqualTo(406);
        assertThat(house.get("/v1/reports/hires-by-quarter?format=xml").statusCode())
                .isEqualTo(406);
    }

    private void fill() {
        house.sql().sql("""
                        insert into departments values (1, '=1+1'), (2, 'Sales');
                        insert into jobs values (1, 'Developer, senior');
                        insert into hired_employees values
                            (1, 'a', '2021-01-01Z', 1, 1), (2, 'b', '2021-12-31Z', 1, 1), (3, 'c', '2021-04-01Z', 2, 1)
                        """).update();
    }
}
