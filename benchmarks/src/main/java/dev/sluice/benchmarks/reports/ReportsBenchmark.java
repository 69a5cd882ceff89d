package dev.sluice.benchmarks.reports;

import dev.sluice.benchmarks.TemporaryFolder;
import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reports and pages over HTTP against the plain SQL, on one server and the same rows; the answers are compared before a figure
 * counts. Argument: how many rows, 10 million unless given.
 */
public final class ReportsBenchmark {

    private static final int REQUESTS = 300;
    private static final int PLAIN_RUNS = 5;

    private static final String TABLES = """
            create table public.departments (id integer primary key, department text not null);
            create table public.jobs (id integer primary key, job text not null);
            create table public.hired_employees (
                id integer primary key, name text not null, datetime timestamptz not null,
                department_id integer not null references public.departments,
                job_id integer not null references public.jobs);
            insert into public.departments select i, 'Department ' || i from generate_series(1, 12) i;
            insert into public.jobs select i, 'Job ' || i from generate_series(1, 183) i
            """;

    private static final String ROWS = """
            insert into public.hired_employees
            select i, 'Name and surname ' || i, timestamptz '2021-01-01 00:00:00Z' + random() * interval '730 days',
                   1 + mod(i, 12), 1 + mod(i / 12, 183)
            from generate_series(%d, %d) i
            """;

    private static final String PLAIN = """
            select d.department || ',' || j.job || ',' || count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 1)
                   || ',' || count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 2)
                   || ',' || count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 3)
                   || ',' || count(*) filter (where extract(quarter from h.datetime at time zone 'UTC') = 4)
            from public.hired_employees h
            join public.departments d on d.id = h.department_id
            join public.jobs j on j.id = h.job_id
            where h.datetime >= timestamptz '2021-01-01 00:00:00Z' and h.datetime < timestamptz '2022-01-01 00:00:00Z'
            group by d.department, j.job
            """;

    private static final int AT_ONCE = 20_000;

    private final PrintStream out;
    private final JdbcClient sql;
    private final ReportsService service;

    private ReportsBenchmark(PrintStream out, JdbcClient sql, ReportsService service) {
        this.out = out;
        this.sql = sql;
        this.service = service;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        try (TemporaryFolder data = TemporaryFolder.create();
                InfraProcess infra =
                        InfraProcess.start(InfraSpec.in(data.path()).withoutKafka())) {
            Endpoints there = infra.endpoints();
            SingleConnectionDataSource database =
                    new SingleConnectionDataSource(there.jdbcUrl(), there.user(), there.password(), true);
            JdbcClient sql = JdbcClient.create(database);
            sql.sql(TABLES).update();
            try (ReportsService service = ReportsService.start(there)) {
                new ReportsBenchmark(System.out, sql, service).run(rows);
            } finally {
                database.destroy();
            }
        }
    }

    private void run(int rows) throws IOException, InterruptedException {
        for (int from = 1; from <= rows; from += AT_ONCE) {
            sql.sql(ROWS.formatted(from, Math.min(rows, from + AT_ONCE - 1))).update();
        }
        sql.sql("vacuum analyze public.hired_employees").update();
        requireParity();
        double plain = plain();
        out.printf(Locale.ROOT, "%,d rows; plain SQL %.0f ms (best of %d)%n", rows, plain, PLAIN_RUNS);
        Runnable change =
                () -> sql.sql("update public.jobs set job = job where id = 1").update();
        Runnable nothing = () -> {};
        String quarters = "/v1/reports/hires-by-quarter?year=2021";
        String departments = "/v1/reports/departments-above-mean?year=2021";
        report("hires-by-quarter, changed before each request", quarters, plain, change);
        report("hires-by-quarter, unchanged", quarters, plain, nothing);
        report("departments-above-mean, changed before each request", departments, plain, change);
        report("departments-above-mean, unchanged", departments, plain, nothing);
        report("first page of 100 rows", "/v1/tables/hired_employees/rows", plain, nothing);
        report("page of 100 rows at the end", "/v1/tables/hired_employees/rows?after=" + (rows - 200), plain, nothing);
    }

    private void requireParity() throws IOException, InterruptedException {
        String[] csv =
                service.get("/v1/reports/hires-by-quarter?year=2021&format=csv").split("\n");
        List<String> report = List.copyOf(new TreeSet<>(Arrays.asList(csv).subList(1, csv.length)));
        List<String> plain =
                List.copyOf(new TreeSet<>(sql.sql(PLAIN).query(String.class).list()));
        if (!report.equals(plain)) {
            throw new IllegalStateException("the report and the plain SQL differ");
        }
    }

    private double plain() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < PLAIN_RUNS; i++) {
            long start = System.nanoTime();
            sql.sql(PLAIN).query(String.class).list();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return best;
    }

    private void report(String name, String path, double plain, Runnable before)
            throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS];
        for (int i = -REQUESTS; i < REQUESTS; i++) {
            before.run();
            long start = System.nanoTime();
            service.get(path);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        double p50 = millis[REQUESTS / 2];
        out.printf(
                Locale.ROOT,
                "| %s | p50 %.1f ms | p99 %.1f ms | %.0fx |%n",
                name,
                p50,
                millis[REQUESTS * 99 / 100],
                plain / p50);
    }
}
