package dev.sluice.reports;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.platform.SluiceApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This stage as a service, over a database that tests fill as the sink would. One for the test run. */
public final class ReadingHouse {

    private static final String TABLES = """
            create table departments (id integer primary key, department text not null);
            create table jobs (id integer primary key, job text not null);
            create table hired_employees (
                id integer primary key, name text not null, datetime timestamptz not null,
                department_id integer not null references departments, job_id integer not null references jobs)
            """;

    private static @Nullable ReadingHouse shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PostgresSettings settings = TestPostgres.newDatabase();
    private final HikariDataSource pool = TestPostgres.pool(settings);
    private final JdbcClient sql = JdbcClient.create(pool);
    private final String address;

    private ReadingHouse() {
        ConfigurableApplicationContext context = SluiceApplication.of(ReportsApp.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--sluice.postgres.url=" + settings.url(),
                        "--sluice.postgres.user=" + settings.user(),
                        "--sluice.postgres.password=" + settings.password(),
                        "--sluice.admin.key=reading-house");
        address = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
        sql.sql(TABLES).update();
    }

    public static synchronized ReadingHouse shared() {
        if (shared == null) {
            shared = new ReadingHouse();
        }
        return shared;
    }

    /** Nothing in any table. */
    public ReadingHouse empty() {
        sql.sql("truncate hired_employees, departments, jobs, sluice.dead_letters, sluice.batches, sluice.batch_counts")
                .update();
        return this;
    }

    public JdbcClient sql() {
        return sql;
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address + path)).header("X-API-Key", "reading-house");
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String text(String path, String... headers) {
        return new String(get(path, headers).body(), StandardCharsets.UTF_8);
    }

    public JsonNode json(String path, String... headers) {
        return JsonMapper.shared().readTree(get(path, headers).body());
    }
}
