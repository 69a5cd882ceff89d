package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many were hired for each department and job in each quarter. Two jobs of one name are one line. */
final class HiresByQuarter implements Report {

    private static final List<String> COLUMNS = List.of("department", "job", "q1", "q2", "q3", "q4");

    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::department, NameOrder.INSTANCE).thenComparing(Line::job, NameOrder.INSTANCE);

    private static final String LINES = """
            select d.department, j.job, sum(h.q1)::bigint as q1, sum(h.q2)::bigint as q2, sum(h.q3)::bigint as q3, sum(h.q4)::bigint as q4
            from (
                select department_id, job_id, q1, q2, q3, q4 from {sluice}.hires where year = :year
                union all
                select u.department_id, u.job_id,
                       case extract(month from u.quarter) when 1 then u.hires else 0 end,
                       case extract(month from u.quarter) when 4 then u.hires else 0 end,
                       case extract(month from u.quarter) when 7 then u.hires else 0 end,
                       case extract(month from u.quarter) when 10 then u.hires else 0 end
                from {sluice}.hires_deltas as x
                cross join lateral unnest(x.quarters, x.departments, x.jobs, x.hires)
                    as u (quarter, department_id, job_id, hires)
                where u.quarter between make_date(:year, 1, 1) and make_date(:year, 12, 31)
            ) as h
            join {tables}.departments as d on d.id = h.department_id
            join {tables}.jobs as j on j.id = h.job_id
            group by d.department, j.job
            having sum(h.q1 + h.q2 + h.q3 + h.q4) > 0
            """;

    private final String lines;

    HiresByQuarter(Schemas schemas) {
        lines = schemas.in(LINES);
    }

    @Override
    public String name() {
        return "hires-by-quarter";
    }

    @Override
    public String title() {
        return "Hires for each department and job, by quarter";
    }

    @Override
    public Answer empty() {
        return new Answer(COLUMNS, List.of(), OptionalDouble.empty());
    }

    @Override
    public Answer of(int year, JdbcClient snapshot) {
        List<List<Object>> rows = snapshot
                .sql(lines)
                .param("year", year)
                .query((row, number) -> new Line(
                        row.getString("department"),
                        row.getString("job"),
                        row.getLong("q1"),
                        row.getLong("q2"),
                        row.getLong("q3"),
                        row.getLong("q4")))
                .list()
                .stream()
                .sorted(ORDER)
                .map(Line::cells)
                .toList();
        return new Answer(COLUMNS, rows, OptionalDouble.empty());
    }

    record Line(String department, String job, long q1, long q2, long q3, long q4) {
        List<Object> cells() {
            return List.of(department, job, q1, q2, q3, q4);
        }
    }
}
