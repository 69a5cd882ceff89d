package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongToIntFunction;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many were hired for each department and job in each quarter. Two jobs of one name are one line.
 *
 * <p>Sums are added up here and names are sorted by themselves: there are hundreds of names and thousands of lines, which
 * are neither read again between two folds, nor joined, grouped or compared.
 */
final class HiresByQuarter implements Report {

    private static final List<String> COLUMNS = List.of("department", "job", "q1", "q2", "q3", "q4");
    private static final int QUARTERS = 4;
    private static final long[] NONE = new long[QUARTERS];

    private static final String DELTAS = """
            select u.department_id, u.job_id, extract(quarter from u.quarter)::int as quarter, u.hires
            from {sluice}.hires_deltas as x
            cross join lateral unnest(x.quarters, x.departments, x.jobs, x.hires)
                as u (quarter, department_id, job_id, hires)
            where u.quarter between make_date(:year, 1, 1) and make_date(:year, 12, 31)
            """;

    private static final String DEPARTMENTS = "select id, department from {tables}.departments where id = any (:ids)";

    private static final String JOBS = "select id, job from {tables}.jobs where id = any (:ids)";

    private final FoldedHires folded;
    private final String deltas;
    private final String departments;
    private final String jobs;

    HiresByQuarter(Schemas schemas) {
        folded = new FoldedHires(schemas);
        deltas = schemas.in(DELTAS);
        departments = schemas.in(DEPARTMENTS);
        jobs = schemas.in(JOBS);
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
        Map<Long, long[]> sums = sums(year, snapshot);
        Names departmentNames = names(departments, sums.keySet(), HiresByQuarter::department, snapshot);
        Names jobNames = names(jobs, sums.keySet(), HiresByQuarter::job, snapshot);
        // Department and job of a line as the places of their names: sorting these sorts the lines.
        Map<Long, long[]> lines = new HashMap<>();
        sums.forEach((ids, hires) -> {
            Integer department = departmentNames.places().get(department(ids));
            Integer job = jobNames.places().get(job(ids));
            if (department != null && job != null) {
                lines.merge(pair(department, job), hires, HiresByQuarter::sum);
            }
        });
        List<List<Object>> rows = new ArrayList<>(lines.size());
        lines.keySet().stream().sorted().forEach(line -> {
            long[] hires = lines.getOrDefault(line, NONE);
            if (Arrays.stream(hires).sum() > 0) {
                String department = departmentNames.sorted().get(department(line));
                String job = jobNames.sorted().get(job(line));
                rows.add(List.of(department, job, hires[0], hires[1], hires[2], hires[3]));
            }
        });
        return new Answer(COLUMNS, rows, OptionalDouble.empty());
    }

    private Map<Long, long[]> sums(int year, JdbcClient snapshot) {
        Map<Long, long[]> sums = new HashMap<>(folded.of(year, snapshot));
        RowCallbackHandler delta = row -> {
            long[] hires = new long[QUARTERS];
            hires[row.getInt(3) - 1] = row.getLong(4);
            sums.merge(pair(row.getInt(1), row.getInt(2)), hires, HiresByQuarter::sum);
        };
        snapshot.sql(deltas).param("year", year).query(delta);
        return sums;
    }

    static long pair(int department, int job) {
        return ((long) department << 32) | (job & 0xffff_ffffL);
    }

    private static int department(long pair) {
        return (int) (pair >> 32);
    }

    private static int job(long pair) {
        return (int) pair;
    }

    private static long[] sum(long[] left, long[] right) {
        long[] sum = left.clone();
        for (int i = 0; i < QUARTERS; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    private static Names names(String sql, Set<Long> pairs, LongToIntFunction part, JdbcClient snapshot) {
        Set<Integer> ids = new HashSet<>();
        pairs.forEach(pair -> ids.add(part.applyAsInt(pair)));
        Map<Integer, String> byId = new HashMap<>();
        RowCallbackHandler name = row -> byId.put(row.getInt(1), row.getString(2));
        snapshot.sql(sql).param("ids", ids.toArray(Integer[]::new)).query(name);
        TreeSet<String> sorted = new TreeSet<>(NameOrder.INSTANCE);
        sorted.addAll(byId.values());
        List<String> order = List.copyOf(sorted);
        Map<String, Integer> places = new HashMap<>();
        order.forEach(text -> places.put(text, places.size()));
        Map<Integer, Integer> placesById = new HashMap<>();
        byId.forEach((id, text) -> placesById.put(id, places.getOrDefault(text, 0)));
        return new Names(order, placesById);
    }

    /** @param places of each id's name among the sorted names */
    private record Names(List<String> sorted, Map<Integer, Integer> places) {}
}
