package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The departments that hired more than the mean over all departments, those without a hire counted. */
final class DepartmentsAboveMean implements Report {

    private static final List<String> COLUMNS = List.of("id", "department", "hired");

    private static final Comparator<Line> ORDER =
            Comparator.comparingLong(Line::hired).reversed().thenComparingInt(Line::id);

    private static final String EVERY_DEPARTMENT = """
            select d.id, d.department, coalesce(h.hired, 0)::bigint as hired
            from {tables}.departments as d
            left join (
                select department_id, sum(hires) as hired
                from (
                    select department_id, q1 + q2 + q3 + q4 as hires from {sluice}.hires where year = :year
                    union all
                    select u.department_id, u.hires
                    from {sluice}.hires_deltas as x
                    cross join lateral unnest(x.quarters, x.departments, x.hires) as u (quarter, department_id, hires)
                    where u.quarter between make_date(:year, 1, 1) and make_date(:year, 12, 31)
                ) as r
                group by department_id
            ) as h on h.department_id = d.id
            """;

    private final String everyDepartment;

    DepartmentsAboveMean(Schemas schemas) {
        everyDepartment = schemas.in(EVERY_DEPARTMENT);
    }

    @Override
    public String name() {
        return "departments-above-mean";
    }

    @Override
    public String title() {
        return "Departments that hired more than the mean";
    }

    @Override
    public Answer empty() {
        return answer(List.of());
    }

    @Override
    public Answer of(int year, JdbcClient snapshot) {
        return answer(snapshot.sql(everyDepartment)
                .param("year", year)
                .query((row, number) -> new Line(row.getInt("id"), row.getString("department"), row.getLong("hired")))
                .list());
    }

    static Answer answer(List<Line> departments) {
        long total = departments.stream().mapToLong(Line::hired).sum();
        int count = departments.size();
        // Compared in whole numbers: a mean that was rounded would let a department in that only equals it.
        List<List<Object>> rows = departments.stream()
                .filter(line -> line.hired() * count > total)
                .sorted(ORDER)
                .map(Line::cells)
                .toList();
        return new Answer(COLUMNS, rows, OptionalDouble.of(count == 0 ? 0 : (double) total / count));
    }

    record Line(int id, String department, long hired) {
        List<Object> cells() {
            return List.of(id, department, hired);
        }
    }
}
