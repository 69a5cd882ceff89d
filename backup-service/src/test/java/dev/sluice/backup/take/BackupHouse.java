package dev.sluice.backup.take;

import dev.sluice.backup.BackupApp;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This stage as a service, over tables that tests fill as the sink would. */
final class BackupHouse implements AutoCloseable {
    private static final String TABLES = """
            create table departments (id integer primary key, department text not null);
            create table jobs (id integer primary key, job text not null);
            create table hired_employees (
                id integer primary key, name text not null, datetime timestamptz not null,
                department_id integer not null references departments, job_id integer not null references jobs)
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database = Backends.shared().freshDatabase();
    private final URI registry;
    private final ConfigurableApplicationContext context;
    private final String address;

    BackupHouse(Path dir) {
        this(dir, Backends.shared().registryUrl());
    }

    /** @param registry which may be one that goes away */
    BackupHouse(Path dir, URI registry) {
        this.registry = registry;
        context = SluiceApplication.run(BackupApp.class, arguments(dir).toArray(String[]::new));
        address = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
        execute(TABLES);
    }

    /** Of a process on the same database. */
    List<String> arguments(Path dir) {
        return List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.kafka.bootstrap-servers=" + Backends.shared().bootstrapServers(),
                "--sluice.registry.url=" + registry,
                "--sluice.topics.partitions=1",
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password(),
                "--sluice.admin.key=backup-house",
                "--sluice.backup.dir=" + dir);
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // The user is called as the system schema is, which would come first.
            statement.execute("set search_path = public; " + sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is done while somebody else holds the named advisory lock. */
    void whileLocked(String name, Runnable work) {
        during("select pg_advisory_xact_lock(hashtextextended('" + name + "', 0))", work);
    }

    /** What is done while nobody can read the table. */
    void whileTableIsLocked(String table, Runnable work) {
        during("lock table public." + table + " in access exclusive mode", work);
    }

    private void during(String lock, Runnable work) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            work.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Database database() {
        return database;
    }

    HttpResponse<byte[]> send(String method, String path, String body) {
        return send(method, path, body, "wait=25");
    }

    HttpResponse<byte[]> send(String method, String path, String body, String prefer) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("X-API-Key", "backup-house")
                    .header("Content-Type", "application/json")
                    .header("Prefer", prefer)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String method, String path, String body) {
        return json(method, path, body, "wait=25");
    }

    JsonNode json(String method, String path, String body, String prefer) {
        return JsonMapper.shared().readTree(send(method, path, body, prefer).body());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
