package dev.sluice.standalone;

import dev.sluice.platform.SluiceApplication;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All stages in this process, on the backends of the test run. A house is new: no other knows its topics and tables. */
final class WholeHouse implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database = Backends.shared().freshDatabase();
    private final String prefix = Backends.shared().freshPrefix();
    private final Path state;
    private final Path backups;
    private ConfigurableApplicationContext context;

    /** @param backups where the house keeps them; another house may have taken them */
    WholeHouse(Path state, Path backups) {
        this.state = state;
        this.backups = backups;
        this.context = start();
    }

    private ConfigurableApplicationContext start() {
        Backends backends = Backends.shared();
        return SluiceApplication.run(
                StandaloneApp.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.admin.key=whole-house",
                "--sluice.prefix=" + prefix,
                "--sluice.topics.partitions=3",
                "--sluice.sink.threads=2",
                "--sluice.kafka.bootstrap-servers=" + backends.bootstrapServers(),
                "--sluice.registry.url=" + backends.registryUrl(),
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password(),
                "--sluice.backup.dir=" + backups,
                "--sluice.backup.chunk-rows=500",
                "--sluice.validator.state-dir=" + state);
    }

    void restart() {
        context.close();
        context = start();
    }

    JsonNode send(String method, String path, String body) {
        return send(method, path, body, "wait=25");
    }

    JsonNode send(String method, String path, String body, String prefer) {
        try {
            String address = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("X-API-Key", "whole-house")
                    .header("Content-Type", "application/json")
                    .header("Prefer", prefer)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return JsonMapper.shared()
                    .readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each row's columns, joined by commas; {@code {tables}} and {@code {system}} stand for the schemas. */
    List<String> rows(String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(named(query))) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                all.add(String.join(",", columns));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(named(sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String named(String sql) {
        return sql.replace("{tables}", '"' + identifier() + "tables\"").replace("{system}", '"' + systemSchema() + '"');
    }

    /** Unquoted. */
    String systemSchema() {
        return identifier() + "sluice";
    }

    private String identifier() {
        return prefix.replaceAll("[^a-z0-9_]", "_");
    }

    String validTopic(String table) {
        return prefix + table + ".valid";
    }

    Database database() {
        return database;
    }

    String qualified(String table) {
        return named("{tables}") + ".\"" + table + '"';
    }

    @Override
    public void close() {
        context.close();
    }
}
