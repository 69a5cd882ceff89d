package dev.sluice.reports.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.reports.ReadingHouse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TableRoutesIT {

    private final ReadingHouse house = ReadingHouse.shared().empty();

    @Test
    void everyContractsTableIsListedParentsFirst() {
        List<String> names = new ArrayList<>();
        house.json("/v1/tables")
                .get("tables")
                .forEach(table -> names.add(table.get("table").asString()));

        assertThat(names).containsExactly("departments", "jobs", "hired_employees");
        assertThat(house.json("/v1/tables/hired_employees").get("columns").toString())
                .contains("{\"name\":\"department_id\",\"type\":\"int\",\"required\":true,\"generated\":false,"
                        + "\"references\":\"departments\"");
    }

    @Test
    void pagesFollowTheKeyFromOneEndToTheOther() {
        house.sql()
                .sql("insert into departments select i, 'd' || i from generate_series(1, 25) i")
                .update();

        List<Integer> ids = new ArrayList<>();
        String link = "/v1/tables/departments/rows?limit=10";
        while (link != null) {
            JsonNode page = house.json(link);
            page.get("rows").forEach(row -> ids.add(row.get("id").asInt()));
            JsonNode next = page.get("links").get("next");
            link = next == null ? null : next.asString();
        }

        assertThat(ids).hasSize(25).isSorted().startsWith(1).endsWith(25);
    }

    @Test
    void aRowComesAsItsContractSpellsIt() {
        house.sql().sql("""
                        insert into departments values (1, '-Sales');
                        insert into jobs values (1, 'Developer');
                        insert into hired_employees values (7, 'Ana, B.', '2021-11-07 02:48:42.5+02', 1, 1)
                        """).update();

        assertThat(house.text("/v1/tables/hired_employees/rows/7"))
                .isEqualTo("{\"id\":7,\"name\":\"Ana, B.\",\"datetime\":\"2021-11-07T00:48:42.500Z\","
                        + "\"department_id\":1,\"job_id\":1}");
        assertThat(house.text("/v1/tables/hired_employees/rows?format=csv"))
                .isEqualTo("id,name,datetime,department_id,job_id\n7,\"Ana, B.\",2021-11-07T00:48:42.500Z,1,1\n");
        assertThat(house.text("/v1/tables/departments/rows", "Accept", "text/csv"))
                .isEqualTo("id,department\n1,'-Sales\n");
    }

    @Test
    void whatIsNotThereIsAProblem() {
        assertThat(house.get("/v1/tables/departments/rows/4").statusCode()).isEqualTo(404);
        assertThat(house.get("/v1/tables/departments/rows/007").statusCode()).isEqualTo(404);
        assertThat(house.get("/v1/tables/DEPARTMENTS/rows").statusCode()).isEqualTo(404);
        assertThat(house.get("/v1/tables/x%22%3Bdrop%20table/rows").statusCode())
                .isEqualTo(404);
        assertThat(house.get("/v1/tables/departments/rows?after=abc").statusCode())
                .isEqualTo(400);
        assertThat(house.get("/v1/tables/departments/rows?limit=1001").statusCode())
                .isEqualTo(400);
    }
}
