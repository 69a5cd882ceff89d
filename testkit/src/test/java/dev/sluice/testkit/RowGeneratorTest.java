package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowGeneratorTest {

    @ParameterizedTest
    @CsvSource({"1000,0", "1000,1", "1000,10", "1000,333", "1000,1000", "7,3", "1,1", "0,0"})
    void sharesAreExact(int rows, int bad) {
        HiringBatch batch = RowGenerator.seeded(1).hires(RowFormat.JSON, 1, rows, bad);

        assertThat(batch.received()).isEqualTo(rows);
        assertThat(batch.dead()).isEqualTo(bad);
        assertThat(batch.hires()).hasSize(rows - bad);
        assertThat(batch.deadByRule().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(bad);
        assertThat(batch.storedRowSum() + batch.deadRowSum()).isEqualTo((long) rows * (rows + 1) / 2);
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void everyFaultOfTheFormatTakesItsTurn(RowFormat format) {
        List<HiringFault> faults = HiringFault.sayableIn(format);

        HiringBatch batch = RowGenerator.seeded(1).hires(format, 1, 3 * faults.size(), faults.size());

        assertThat(batch.rows().stream().flatMap(row -> row.fault().stream())).containsExactlyElementsOf(faults);
    }

    @Test
    void oneSeedMakesOneBatch() {
        HiringBatch one = RowGenerator.seeded(7).hires(RowFormat.CSV, 100, 500, 50);
        HiringBatch same = RowGenerator.seeded(7).hires(RowFormat.CSV, 100, 500, 50);
        HiringBatch other = RowGenerator.seeded(8).hires(RowFormat.CSV, 100, 500, 50);

        assertThat(one).isEqualTo(same).isNotEqualTo(other);
        assertThat(one.deadByRule()).isEqualTo(other.deadByRule());
    }

    @Test
    void goodJsonRowsSayWhatMustBeStored() throws Exception {
        ObjectMapper json = new ObjectMapper();

        for (HiringRow row :
                RowGenerator.seeded().hires(RowFormat.JSON, 1, 500, 0).rows()) {
            JsonNode object = json.readTree(row.text());

            Hire read = new Hire(
                    object.get("id").intValue(),
                    object.get("name").textValue(),
                    OffsetDateTime.parse(object.get("datetime").textValue()).toInstant(),
                    object.get("department_id").intValue(),
                    object.get("job_id").intValue());
            assertThat(row.hire()).contains(read);
        }
    }

    @Test
    void parentsHoldEveryReferenceOfGoodRows() {
        RowGenerator rows = RowGenerator.seeded();
        Set<Integer> departments = new HashSet<>();
        Set<Integer> jobs = new HashSet<>();

        for (Hire hire : rows.hires(RowFormat.JSON, 1, 5_000, 0).hires()) {
            departments.add(hire.departmentId());
            jobs.add(hire.jobId());
        }

        assertThat(departments)
                .allMatch(id -> id >= 1 && id <= rows.departments().size());
        assertThat(jobs).allMatch(id -> id >= 1 && id <= rows.jobs().size());
    }

    @Test
    void linesHoldOneRowEach() {
        HiringBatch batch = RowGenerator.seeded().hires(RowFormat.CSV, 1, 200, 20);

        assertThat(batch.lines().split("\n")).hasSize(200);
    }
}
