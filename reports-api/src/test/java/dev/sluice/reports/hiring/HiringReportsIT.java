package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiringReportsIT {

    @Test
    void anEmptyDatabaseHasEmptyReportsWithAndWithoutTables() {
        try (HiringDatabase database = new HiringDatabase()) {
            assertThat(database.rows("hires-by-quarter", 2021)).isEmpty();
            assertThat(database.rows("departments-above-mean", 2021)).isEmpty();

            database.createTables();
            database.keeper().round();

            assertThat(database.rows("hires-by-quarter", 2021)).isEmpty();
            assertThat(database.rows("departments-above-mean", 2021)).isEmpty();
        }
    }

    @Test
    void hiresAreCountedInTheirQuarter() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering", "Sales");
            database.jobs("Developer", "Manager");

            database.hire(1, 1, "2021-01-05Z", "2021-02-06Z", "2021-05-07Z");
            database.hire(2, 2, "2021-08-05Z", "2021-11-06Z", "2021-12-07Z");

            assertThat(database.rows("hires-by-quarter", 2021))
                    .containsExactly(
                            List.of("Engineering", "Developer", 2L, 1L, 0L, 0L),
                            List.of("Sales", "Manager", 0L, 0L, 1L, 2L));
        }
    }

    @Test
    void aYearHoldsItsOwnHiresOnlyAndBeginsInUtc() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering");
            database.jobs("Developer");

            database.hire(1, 1, "2020-06-15Z", "2021-06-15Z", "2022-06-15Z");
            database.hire(
                    1, 1, "2021-01-01 01:00:00+02:00", "2021-12-31 23:30:00-01:00", "2021-03-31 23:59:59.999999Z");

            assertThat(database.rows("hires-by-quarter", 2020)).containsExactly(row(0, 1, 0, 1));
            assertThat(database.rows("hires-by-quarter", 2021)).containsExactly(row(1, 1, 0, 0));
            assertThat(database.rows("hires-by-quarter", 2022)).containsExactly(row(1, 1, 0, 0));
            assertThat(database.rows("hires-by-quarter", 1)).isEmpty();
            assertThat(database.rows("hires-by-quarter", 9999)).isEmpty();
        }
    }

    @Test
    void departmentsAboveTheMeanAreOrderedByHiresThenId() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering", "Sales", "Support", "Legal", "Marketing");
            database.jobs("Developer");

            hires(database, 2, 5);
            hires(database, 1, 10);
            hires(database, 3, 2);
            hires(database, 4, 1);
            hires(database, 5, 5);

            Report.Answer answer = database.answer("departments-above-mean", 2021);
            assertThat(answer.rows())
                    .containsExactly(
                            List.of(1, "Engineering", 10L), List.of(2, "Sales", 5L), List.of(5, "Marketing", 5L));
            assertThat(answer.mean()).hasValue(4.6);
        }
    }

    @Test
    void theMeanCountsDepartmentsWithoutAHire() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering", "Sales", "Empty", "Emptier");
            database.jobs("Developer");

            hires(database, 1, 3);
            hires(database, 2, 3);

            Report.Answer answer = database.answer("departments-above-mean", 2021);
            assertThat(answer.rows()).hasSize(2);
            assertThat(answer.mean()).hasValue(1.5);
        }
    }

    @Test
    void aDepartmentThatEqualsTheMeanIsNotAboveIt() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering");
            database.jobs("Developer");

            database.hire(1, 1, "2020-06-15Z", "2021-06-15Z", "2022-06-15Z");

            assertThat(database.rows("departments-above-mean", 2021)).isEmpty();
        }
    }

    @Test
    void namesAreOrderedWithoutCaseAndWithoutTheDatabasesLocale() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("b", "A", "a", "B", "Émile", "emile", "Z-1", "Z 1", "Za");
            database.jobs("x");

            for (int department = 1; department <= 9; department++) {
                database.hire(department, 1, "2021-06-15Z");
            }

            assertThat(database.rows("hires-by-quarter", 2021))
                    .extracting(row -> row.get(0))
                    .containsExactly("A", "a", "B", "b", "emile", "Z 1", "Z-1", "Za", "Émile");
        }
    }

    @Test
    void jobsOfOneNameAreOneLine() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("Engineering");
            database.jobs("Developer", "Developer");

            database.hire(1, 1, "2021-06-15Z");
            database.hire(1, 2, "2021-06-15Z");

            assertThat(database.rows("hires-by-quarter", 2021)).containsExactly(row(0, 2, 0, 0));
        }
    }

    private static void hires(HiringDatabase database, int department, int times) {
        database.hire(
                department,
                1,
                Collections.nCopies(times, "2021-06-15T10:00:00Z").toArray(String[]::new));
    }

    private static List<Object> row(long q1, long q2, long q3, long q4) {
        return List.of("Engineering", "Developer", q1, q2, q3, q4);
    }
}
