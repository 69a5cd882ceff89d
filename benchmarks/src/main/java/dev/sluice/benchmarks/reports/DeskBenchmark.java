package dev.sluice.benchmarks.reports;

import dev.sluice.benchmarks.TemporaryFolder;
import dev.sluice.embedded.Endpoints;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The dead-letter desk over HTTP: filters, groups and free text among many letters. Argument: how many letters, a million
 * unless given.
 */
public final class DeskBenchmark {

    private static final int REQUESTS = 100;
    private static final int WARM_UP = 20;
    private static final int AT_ONCE = 20_000;

    /** One in 50,000 is of a rare kind, one in 1,000 says something that others don't, four of five are open. */
    private static final String LETTERS = """
            insert into sluice.dead_letters (id, table_name, batch_id, row_number, key, payload_key, payload, content_type,
                                             reasons, raw_topic, raw_partition, raw_offset, state, created_at)
            select md5(i::text)::uuid, (array['hired_employees', 'hired_employees', 'hired_employees', 'jobs'])[1 + mod(i, 4)],
                   'batch ' || i / 1000, 1 + mod(i, 1000), i::text, convert_to(i::text, 'UTF8'),
                   convert_to(i || ',Given' || mod(i, 977) || ' Surname' || mod(i::bigint * 7919, 99991)
                       || case when mod(i, 1000) = 0 then ' Jr. the elder' else '' end
                       || ',2021-05-30T05:43:46Z,' || mod(i, 13) || ',', 'UTF8'),
                   'text/csv',
                   case when mod(i, 50000) = 17 then '[{"rule":"too-long","field":"name","message":"is too long"}]'
                        when mod(i, 5) = 0 then '[{"rule":"missing-reference","field":"department_id","message":"no row"}]'
                        when mod(i, 7) = 0 then '[{"rule":"required","field":"name","message":"is missing"},
                                                  {"rule":"required","field":"job_id","message":"is missing"}]'
                        else '[{"rule":"required","field":"job_id","message":"is missing"}]' end::jsonb,
                   'hired_employees.raw', mod(i, 6), i / 6,
                   (array['open', 'open', 'open', 'open', 'open', 'open', 'open', 'open', 'resolved', 'discarded'])[1 + mod(i / 10, 10)],
                   timestamptz '2026-01-01 00:00:00Z' + i * interval '2 s'
            from generate_series(%d, %d) i
            """;

    private final PrintStream out;
    private final JdbcClient sql;
    private final ReportsService service;

    private DeskBenchmark(PrintStream out, JdbcClient sql, ReportsService service) {
        this.out = out;
        this.sql = sql;
        this.service = service;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int letters = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        try (TemporaryFolder data = TemporaryFolder.create();
                InfraProcess infra =
                        InfraProcess.start(InfraSpec.in(data.path()).withoutKafka())) {
            Endpoints there = infra.endpoints();
            SingleConnectionDataSource database =
                    new SingleConnectionDataSource(there.jdbcUrl(), there.user(), there.password(), true);
            try (ReportsService service = ReportsService.start(there)) {
                new DeskBenchmark(System.out, JdbcClient.create(database), service).run(letters);
            } finally {
                database.destroy();
            }
        }
    }

    private void run(int letters) throws IOException, InterruptedException {
        for (int from = 1; from <= letters; from += AT_ONCE) {
            sql.sql(LETTERS.formatted(from, Math.min(letters, from + AT_ONCE - 1)))
                    .update();
        }
        sql.sql("vacuum analyze sluice.dead_letters").update();
        out.printf(Locale.ROOT, "%,d letters%n| request | letters | p50 | p95 |%n|---|---|---|---|%n", letters);
        for (Map.Entry<String, String> request : requests(letters).entrySet()) {
            measure(request.getKey(), request.getValue());
        }
    }

    private static Map<String, String> requests(int letters) {
        Map<String, String> requests = new LinkedHashMap<>();
        String list = "/v1/dead-letters?";
        String groups = "/v1/dead-letters/groups?";
        requests.put("first page", list);
        requests.put("page behind half of them", list + "after=" + id(letters / 2));
        requests.put("one table", list + "table=jobs");
        requests.put("a common reason", list + "rule=required&field=job_id");
        requests.put("a rare reason", list + "rule=too-long&field=name");
        requests.put("one batch", list + "batch=batch%20500&state=all");
        requests.put("one record", list + "source=hired_employees.raw/1/" + letters / 12 + "&state=all");
        requests.put("an hour long ago", list + "from=2026-01-03T10:00:00Z&to=2026-01-03T11:00:00Z");
        requests.put(
                "discarded ones of a table and reason", list + "state=discarded&table=jobs&rule=missing-reference");
        requests.put("text of one letter", list + "q=" + letters / 2 + ",Given&state=all");
        requests.put("text of one in a thousand", list + "q=the%20elder");
        requests.put("text of every letter", list + "q=Surname");
        requests.put("text of no letter", list + "q=nobody%20was%20here");
        requests.put("text of one in a thousand, of a rare reason", list + "q=the%20elder&rule=too-long");
        requests.put("groups by field", groups + "by=field");
        requests.put("groups by state of all", groups + "by=state&state=all");
        requests.put("groups by reason in a table", groups + "by=reason&table=jobs");
        requests.put("groups by reason in a batch", groups + "by=reason&batch=batch%20500");
        requests.put(
                "groups by field in an hour", groups + "by=field&from=2026-01-03T10:00:00Z&to=2026-01-03T11:00:00Z");
        requests.put("groups by field since a day", groups + "by=field&from=2026-01-10");
        requests.put("groups by field under a text of one in a thousand", groups + "by=field&q=the%20elder");
        requests.put("groups by field under a text of every letter", groups + "by=field&q=Surname");
        requests.put("one letter", "/v1/dead-letters/" + id(letters / 3));
        return requests;
    }

    /** As the letters are made. */
    private static String id(int number) {
        byte[] name = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        try {
            String hex =
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(name));
            return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure(String name, String path) throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS];
        String body = "";
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            long start = System.nanoTime();
            body = service.get(path);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f ms | %.1f ms |%n",
                name,
                count(body),
                millis[REQUESTS / 2],
                millis[REQUESTS * 95 / 100]);
    }

    /** Of groups what they say, of a list how long it is. */
    private static String count(String body) {
        if (body.startsWith("{\"letters\":[")) {
            return Integer.toString(body.split("\"id\":", -1).length - 1);
        }
        return body.startsWith("{\"letters\":") ? body.substring(11, body.indexOf(',')) : "1";
    }
}
