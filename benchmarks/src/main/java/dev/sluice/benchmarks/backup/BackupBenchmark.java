package dev.sluice.benchmarks.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.benchmarks.TemporaryFolder;
import dev.sluice.embedded.InfraProcess;
import dev.sluice.embedded.InfraSpec;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.platform.SluiceApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Backup and restore of {@code hired_employees} against {@code pg_dump -Fc} and {@code pg_restore} of the same tables of the
 * same server. A restore counts only when the table is what it was, row by row.
 */
public final class BackupBenchmark {
    private static final String ROWS = """
            insert into departments select n, 'Department ' || n from generate_series(1, 12) n;
            insert into jobs select n, 'Job ' || n from generate_series(1, 183) n;
            insert into hired_employees select n, 'Employee ' || md5(n::text) || ' of ' || n,
              timestamptz '2021-01-01Z' + (n::bigint * 7919 %% 31536000) * interval '1 s', 1 + n %% 12, 1 + n %% 183
            from generate_series(1, %d) n;
            """;

    private static final String FINGERPRINT = """
            select count(*) || ' ' || sum(hashtextextended(h::text, 0)) from public.hired_employees h
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private final String user;
    private final String password;
    private final int rows;
    private String address = "";
    private String steps = "";

    private BackupBenchmark(String url, String user, String password, int rows) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.rows = rows;
    }

    /** {@code jdbc:postgresql://…/database user password [rows]}: an empty database, and another called {@code peer}. */
    public static void main(String[] args) throws Exception {
        int rows = args.length > 3 ? Integer.parseInt(args[3]) : 5_000_000;
        try (TemporaryFolder data = TemporaryFolder.create();
                InfraProcess infra = InfraProcess.start(
                        InfraSpec.in(data.path()).withoutPostgres().withHeap("1g"));
                RegistryServer registry = RegistryServer.start(
                        SchemaRegistry.open(new RegistrySettings(
                                infra.endpoints().bootstrapServers(),
                                "_schemas",
                                (short) 1,
                                Duration.ofSeconds(10),
                                Map.of())),
                        0)) {
            BackupBenchmark benchmark = new BackupBenchmark(args[0], args[1], args[2], rows);
            try (ConfigurableApplicationContext stages =
                    benchmark.start(infra.endpoints().bootstrapServers(), registry.url(), data.path())) {
                benchmark.address =
                        "http://127.0.0.1:" + stages.getEnvironment().getRequiredProperty("local.server.port");
                benchmark.run(new PgDump(args[0].substring("jdbc:".length()), args[1], args[2], data.path()));
            }
        }
    }

    private ConfigurableApplicationContext start(String kafka, URI registry, Path data) {
        return SluiceApplication.run(
                StoreAndBackup.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.admin.key=benchmark",
                "--sluice.kafka.bootstrap-servers=" + kafka,
                "--sluice.registry.url=" + registry,
                "--sluice.postgres.url=" + url,
                "--sluice.postgres.user=" + user,
                "--sluice.postgres.password=" + password,
                "--sluice.backup.dir=" + data.resolve("backups"));
    }

    private void run(PgDump peer) throws Exception {
        execute("set search_path = public; " + ROWS.formatted(rows));
        execute("vacuum analyze");
        execute("checkpoint");
        String before = query(FINGERPRINT);
        System.out.println("| what | seconds | rows/s | of the peer | file, MB |");
        System.out.println("|---|---|---|---|---|");

        double dump = peer.dumpSeconds();
        report("pg_dump -Fc", dump, dump, peer.bytes());
        for (int i = 1; i <= 2; i++) {
            long start = System.nanoTime();
            JsonNode backup = await("/v1/backups", "{\"name\": \"b" + i + "\"}", "/v1/backups/b" + i);
            report("backup", seconds(start), dump, backup.path("bytes").asLong());
        }

        double restore = peer.restoreSeconds("peer");
        report("pg_restore", restore, restore, peer.bytes());
        for (int i = 1; i <= 2; i++) {
            execute("truncate public.hired_employees");
            execute("checkpoint");
            long start = System.nanoTime();
            await("/v1/restores", "{\"backup\": \"b2\", \"tables\": [\"hired_employees\"]}", "");
            report("restore of the emptied table (" + steps + ")", seconds(start), restore, 0);
            if (!query(FINGERPRINT).equals(before)) {
                throw new IllegalStateException("the table is not what it was");
            }
        }
        execute("vacuum analyze");
        long start = System.nanoTime();
        await("/v1/restores", "{\"backup\": \"b2\", \"tables\": [\"hired_employees\"], \"dryRun\": true}", "");
        report("dry run over equal tables (" + steps + ")", seconds(start), restore, 0);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void report(String what, double seconds, double peer, long bytes) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %,.0f | %.2f | %s |%n",
                what,
                seconds,
                rows / seconds,
                peer / seconds,
                bytes == 0 ? "" : String.format(Locale.ROOT, "%.0f", bytes / 1e6));
    }

    /** Begins something and waits for its end. */
    private JsonNode await(String path, String order, String where) throws Exception {
        JsonNode begun = send("POST", path, order);
        String self = where.isEmpty() ? path + "/" + begun.path("id").asText() : where;
        Map<String, Long> began = new LinkedHashMap<>();
        while (true) {
            JsonNode now = send("GET", self, "");
            String state = now.path("state").asText();
            began.putIfAbsent(state, System.nanoTime());
            switch (state) {
                case "complete", "done", "planned" -> {
                    steps = steps(began);
                    return now;
                }
                case "failed", "refused" -> throw new IllegalStateException(now.toString());
                default -> Thread.sleep(20);
            }
        }
    }

    /** How long it was in each of its states. */
    private static String steps(Map<String, Long> began) {
        StringBuilder steps = new StringBuilder();
        String state = "";
        long since = 0;
        for (Map.Entry<String, Long> next : began.entrySet()) {
            if (!state.isEmpty()) {
                steps.append(String.format(Locale.ROOT, "%s %.1f, ", state, (next.getValue() - since) / 1e9));
            }
            state = next.getKey();
            since = next.getValue();
        }
        return steps.substring(0, Math.max(0, steps.length() - 2));
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("X-API-Key", "benchmark")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=0")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
