package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupIT {

    private static final String PLAIN = """
            select d.department, j.job,
                   count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 1) as q1,
                   count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 2) as q2,
                   count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 3) as q3,
                   count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 4) as q4
            from hired_employees h join departments d on d.id = h.department_id join jobs j on j.id = h.job_id
            where extract(year from h.datetime at time zone 'UTC') = :year
            group by d.department, j.job
            """;

    private static final String SOME_ROWS = """
            insert into hired_employees
            select i, 'n', timestamptz '2020-11-01 00:00:00Z' + random() * interval '500 days',
                   1 + floor(random() * 4)::int, 1 + floor(random() * 5)::int
            from generate_series(:from, :to) as i
            on conflict (id) do update
            set datetime = excluded.datetime, department_id = excluded.department_id, job_id = excluded.job_id
            """;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rollupAndDeltasEqualThePlainQueryAfterAnyMixOfChanges(long seed) {
        Random random = new Random(seed);
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("d1", "d2", "d3", "d4");
            database.jobs("j1", "j2", "j3", "j4", "j5");

            for (int step = 0; step < 60; step++) {
                change(database, random);
                if (step % 10 == 9) {
                    equalsPlain(database);
                }
            }

            database.fold().run();
            equalsPlain(database);
            assertThat(count(database, "sluice.hires_deltas")).isZero();
        }
    }

    @Test
    void tablesThatAreThereFirstAreCountedWhenTheTriggersAreSet() {
        try (HiringDatabase database = new HiringDatabase()) {
            database.createTables();
            fill(database);

            assertThat(database.reports()
                            .read(hiresByQuarter(database), 2021, version -> false, version -> Optional.empty()))
                    .isEqualTo(new Reports.Outcome.NotYet());
            database.keeper().round();

            equalsPlain(database);
        }
    }

    @Test
    void tablesThatAreMadeAnewAreCountedAnew() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            fill(database);
            long before = database.version().number();

            database.sql().sql("drop table hired_employees, departments, jobs").update();
            database.createTables();
            database.keeper().round();
            database.departments("d1");

            equalsPlain(database);
            assertThat(database.version().number()).isGreaterThan(before);
        }
    }

    @Test
    void theReplicaRoleDoesNotSkipTheTriggers() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            database.departments("d1", "d2", "d3", "d4");
            database.jobs("j1", "j2", "j3", "j4", "j5");

            database.transactions().executeWithoutResult(status -> {
                database.sql()
                        .sql("set local session_replication_role = replica")
                        .update();
                database.sql().sql(SOME_ROWS).param("from", 1).param("to", 100).update();
            });

            assertThat(count(database, "hired_employees")).isEqualTo(100);
            equalsPlain(database);
        }
    }

    @Test
    void whatIsRolledBackLeavesNoTrace() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            fill(database);
            ReportVersion before = database.version();

            database.transactions().executeWithoutResult(status -> {
                database.sql().sql("delete from hired_employees").update();
                status.setRollbackOnly();
            });

            equalsPlain(database);
            assertThat(database.version()).isEqualTo(before);
        }
    }

    @Test
    void theVersionGrowsWithChangesOnlyAndAFoldKeepsIt() {
        try (HiringDatabase database = HiringDatabase.withTables()) {
            fill(database);
            ReportVersion first = database.version();

            database.fold().run();
            database.sql().sql("update hired_employees set name = 'other'").update();
            assertThat(database.version()).isEqualTo(first);

            database.sql().sql("update jobs set job = 'renamed' where id = 1").update();
            ReportVersion renamed = database.version();
            assertThat(renamed.number()).isGreaterThan(first.number());

            database.sql().sql("delete from hired_employees where id < 10").update();
            assertThat(database.version().number()).isGreaterThan(renamed.number());
        }
    }

    private static void change(HiringDatabase database, Random random) {
        int from = random.nextInt(500);
        int to = from + random.nextInt(40);
        switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                database.sql()
                        .sql(SOME_ROWS)
                        .param("from", from)
                        .param("to", to)
                        .update();
            case 3 ->
                database.sql()
                        .sql("delete from hired_employees where id between ? and ?")
                        .params(from, to)
                        .update();
            case 4 ->
                database.sql()
                        .sql(
                                "update hired_employees set datetime = datetime + interval '40 days' where id between ? and ?")
                        .params(from, to)
                        .update();
            case 5 ->
                database.sql()
                        .sql("update departments set department = department || 'x' where id = ?")
                        .params(1 + random.nextInt(4))
                        .update();
            case 6 -> database.fold().run();
            default -> {
                if (random.nextInt(5) == 0) {
                    database.sql().sql("truncate hired_employees").update();
                }
            }
        }
    }

    private static void fill(HiringDatabase database) {
        database.departments("d1", "d2", "d3", "d4");
        database.jobs("j1", "j2", "j3", "j4", "j5");
        database.sql().sql(SOME_ROWS).param("from", 1).param("to", 300).update();
    }

    private static void equalsPlain(HiringDatabase database) {
        for (int year = 2020; year <= 2022; year++) {
            List<List<Object>> plain = database.sql()
                    .sql(PLAIN)
                    .param("year", year)
                    .query((row, number) -> line(row))
                    .list();
            assertThat(database.rows("hires-by-quarter", year)).containsExactlyInAnyOrderElementsOf(plain);
        }
    }

    private static List<Object> line(ResultSet row) throws SQLException {
        return List.of(
                row.getString("department"),
                row.getString("job"),
                row.getLong("q1"),
                row.getLong("q2"),
                row.getLong("q3"),
                row.getLong("q4"));
    }

    private static Report hiresByQuarter(HiringDatabase database) {
        return database.reports().find("hires-by-quarter").orElseThrow();
    }

    private static long count(HiringDatabase database, String table) {
        return database.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
