package dev.sluice.reports.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.reports.ReadingHouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeskRoutesIT {

    private static final String NO_JOB = "[{\"rule\":\"required\",\"field\":\"job_id\",\"message\":\"is missing\"}]";
    private static final String NO_NAME_NO_TIME = """
            [{"rule":"required","field":"name","message":"is missing"},
             {"rule":"invalid-timestamp","field":"datetime","message":"is no time"}]
            """;

    private final ReadingHouse house = ReadingHouse.shared().empty();

    @BeforeEach
    void someLetters() {
        letter("b1", 2, "hired_employees", "2,Ty Hofer,2021-05-30T05:43:46Z,8,", "text/csv", NO_JOB, "open");
        letter("b1", 9, "hired_employees", "9,,soon,8,=1+1", "text/csv", NO_NAME_NO_TIME, "open");
        letter("b2", 1, "hired_employees", "{\"id\":3,\"name\":\"Zoë, X\"}", "", NO_JOB, "open");
        letter(
                "b2",
                2,
                "departments",
                "junk",
                "",
                "[{\"rule\":\"not-decodable\",\"message\":\"is junk\"}]",
                "resolved");
    }

    @Test
    void openLettersAreListedNewestFirstInPages() {
        List<String> rows = new ArrayList<>();
        String link = "/v1/dead-letters?limit=2";
        while (link != null) {
            JsonNode page = house.json(link);
            page.get("letters")
                    .forEach(letter -> rows.add(letter.get("batch").asString() + "/"
                            + letter.get("row").asInt()));
            JsonNode next = page.get("links").get("next");
            link = next == null ? null : next.asString();
        }

        assertThat(rows).containsExactly("b2/1", "b1/9", "b1/2");
    }

    @Test
    void eachFilterFindsItsLetters() {
        assertThat(found("state=all")).isEqualTo(4);
        assertThat(found("state=resolved")).isEqualTo(1);
        assertThat(found("table=departments")).isZero();
        assertThat(found("table=departments&state=all")).isEqualTo(1);
        assertThat(found("rule=required")).isEqualTo(3);
        assertThat(found("field=job_id")).isEqualTo(2);
        assertThat(found("rule=invalid-timestamp&field=datetime")).isEqualTo(1);
        assertThat(found("rule=invalid-timestamp&field=name")).isZero();
        assertThat(found("rule=not-decodable&state=all")).isEqualTo(1);
        assertThat(found("batch=b1")).isEqualTo(2);
        assertThat(found("source=hired_employees.raw")).isEqualTo(3);
        assertThat(found("source=hired_employees.raw/1/9")).isEqualTo(1);
        assertThat(found("source=hired_employees.raw/2")).isZero();
        assertThat(found("q=ty%20hof")).isEqualTo(1);
        assertThat(found("q=Zo%C3%AB")).isEqualTo(1);
        assertThat(found("q=%25%25%25")).isZero();
        assertThat(found("from=2021-01-01&to=2021-01-02")).isZero();
        assertThat(found("from=2021-01-01")).isEqualTo(3);
    }

    @Test
    void groupsCountEachLetterOncePerGroup() {
        assertThat(house.text("/v1/dead-letters/groups"))
                .isEqualTo("{\"letters\":3,\"complete\":true,\"groups\":[{\"name\":\"job_id\",\"letters\":2},"
                        + "{\"name\":\"datetime\",\"letters\":1},{\"name\":\"name\",\"letters\":1}]}");
        assertThat(house.json("/v1/dead-letters/groups?by=rule&batch=b1")
                        .get("groups")
                        .toString())
                .isEqualTo("[{\"name\":\"required\",\"letters\":2},{\"name\":\"invalid-timestamp\",\"letters\":1}]");
        assertThat(house.json("/v1/dead-letters/groups?by=state&state=all")
                        .get("groups")
                        .toString())
                .isEqualTo("[{\"name\":\"open\",\"letters\":3},{\"name\":\"resolved\",\"letters\":1}]");
        assertThat(house.json("/v1/dead-letters/groups?by=reason&field=name")
                        .get("groups")
                        .toString())
                .isEqualTo("[{\"name\":\"invalid-timestamp/datetime\",\"letters\":1},"
                        + "{\"name\":\"required/name\",\"letters\":1}]");
    }

    @Test
    void oneLetterShowsItsBytesItsFieldsItsReasonsAndItsHistory() {
        String id = house.json("/v1/dead-letters?batch=b1&field=name")
                .get("letters")
                .get(0)
                .get("id")
                .asString();
        UUID again = letter("b3", 1, "hired_employees", "{\"id\":9}", "", NO_JOB, "open");
        house.sql()
                .sql("update sluice.dead_letters set next_letter = ?, state = 'replaced' where id = ?")
                .params(again, UUID.fromString(id))
                .update();
        house.sql()
                .sql("update sluice.dead_letters set first_letter = ?, attempt = 2, replay = 'b4' where id = ?")
                .params(UUID.fromString(id), again)
                .update();

        JsonNode letter = house.json("/v1/dead-letters/" + id);

        assertThat(letter.get("text").asString()).isEqualTo("9,,soon,8,=1+1");
        assertThat(letter.get("base64").asString()).isEqualTo("OSwsc29vbiw4LD0xKzE=");
        assertThat(letter.get("fields").toString())
                .isEqualTo(
                        "{\"id\":\"9\",\"name\":\"\",\"datetime\":\"soon\",\"department_id\":\"8\",\"job_id\":\"=1+1\"}");
        assertThat(letter.get("reasons")).hasSize(2);
        assertThat(letter.get("source").asString()).isEqualTo("hired_employees.raw/1/9");
        assertThat(letter.get("nextLetter").asString()).isEqualTo(again.toString());
        assertThat(letter.get("history")).hasSize(2);
        assertThat(letter.get("history").get(1).get("letter").asString()).isEqualTo(again.toString());
        JsonNode newest = house.json("/v1/dead-letters/" + again);
        assertThat(newest.get("history")).isEqualTo(letter.get("history"));
        assertThat(newest.get("firstLetter").asString()).isEqualTo(id);
        assertThat(newest.get("replaying").asString()).isEqualTo("b4");
    }

    @Test
    void failedRowsAreExportedAsTheyCameWithLineAndReasons() {
        assertThat(house.text("/v1/dead-letters?format=csv")).isEqualTo("""
                        id,name,datetime,department_id,job_id,line,reasons
                        2,Ty Hofer,2021-05-30T05:43:46Z,8,,2,required job_id: is missing
                        9,,soon,8,=1+1,9,required name: is missing; invalid-timestamp datetime: is no time
                        3,"Zoë, X",,,,1,required job_id: is missing
                        """);
        assertThat(house.text("/v1/dead-letters?format=csv&batch=b1&neutral=true"))
                .contains("9,,soon,8,'=1+1,9,");
        assertThat(house.get("/v1/dead-letters?format=csv&state=all").statusCode())
                .isEqualTo(400);
    }

    /** Framed Avro needs the registry, which nobody runs here. */
    @Test
    void anExportThatFailsMidwayBreaksOff() {
        letter("b4", 1, "jobs", "\0\0\0\0\u0007row", "", NO_JOB, "open");
        assertThat(house.get("/v1/dead-letters?format=csv&batch=b4").statusCode())
                .isEqualTo(503);

        String longName = "x".repeat(100_000);
        letter("b3", 1, "jobs", "1," + longName, "text/csv", NO_JOB, "open");

        assertThatThrownBy(() -> house.get("/v1/dead-letters?format=csv&table=jobs"))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void whatCannotBeMeantIsAProblem() {
        for (String wrong : List.of("state=dead", "source=a/b", "from=yesterday", "q=ab", "limit=0", "after=1")) {
            assertThat(house.get("/v1/dead-letters?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(house.get("/v1/dead-letters/groups?by=x").statusCode()).isEqualTo(400);
        assertThat(house.get("/v1/dead-letters/17").statusCode()).isEqualTo(404);
        assertThat(house.get("/v1/dead-letters/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    private int found(String filter) {
        return house.json("/v1/dead-letters?" + filter).get("letters").size();
    }

    private UUID letter(
            String batch, long row, String table, String payload, String type, String reasons, String state) {
        UUID id = UUID.randomUUID();
        house.sql()
                .sql("""
                        insert into sluice.dead_letters (id, table_name, batch_id, row_number, payload, content_type, reasons,
                            raw_topic, raw_partition, raw_offset, state)
                        values (?, ?, ?, ?, ?, nullif(?, ''), ?::jsonb, ? || '.raw', 1, ?, ?)
                        """)
                .params(
                        id,
                        table,
                        batch,
                        row,
                        payload.getBytes(StandardCharsets.UTF_8),
                        type,
                        reasons,
                        table,
                        row,
                        state)
                .update();
        return id;
    }
}
