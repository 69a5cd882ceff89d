package dev.sluice.sink;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.embedded.registry.RegistryServer;
import dev.sluice.embedded.registry.RegistrySettings;
import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.platform.SluiceApplication;
import dev.sluice.registry.RegistryClient;
import dev.sluice.testkit.AccountingOracle;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Comparison;
import dev.sluice.testkit.Database;
import dev.sluice.testkit.TcpProxy;
import dev.sluice.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** What a sink needs around it: a prefix and a database that no other test knows, and a registry. */
final class House implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static @Nullable RegistryServer shared;

    private final String prefix = Backends.shared().freshPrefix();
    private final Database database;
    private final RegistryServer registry;
    private final Contracts contracts;
    private final Map<String, String> properties = new TreeMap<>();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    private House(Database database) {
        this.database = database;
        this.contracts = Contracts.shipped();
        this.registry = sharedRegistry(Backends.shared().bootstrapServers());
        properties.put("sluice.prefix", prefix);
        properties.put("sluice.kafka.bootstrap-servers", Backends.shared().bootstrapServers());
        properties.put("sluice.postgres.url", database.url());
        properties.put("sluice.postgres.user", database.user());
        properties.put("sluice.postgres.password", database.password());
        properties.put("sluice.registry.url", registry.url().toString());
        properties.put("sluice.sink.threads", "2");
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
    }

    static House open() {
        return on(Backends.shared().freshDatabase());
    }

    /** On a database that the test may do anything to. */
    static House on(Database database) {
        return new House(database);
    }

    /** One for all tests of a JVM: subjects carry the prefix. */
    private static synchronized RegistryServer sharedRegistry(String bootstrapServers) {
        RegistryServer running = shared;
        if (running == null) {
            try {
                running = RegistryServer.start(SchemaRegistry.open(RegistrySettings.of(bootstrapServers)), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared = running;
        }
        return running;
    }

    House with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    ConfigurableApplicationContext startSink() {
        ConfigurableApplicationContext sink = SluiceApplication.run(SinkApp.class, arguments());
        running.add(sink);
        return sink;
    }

    /** Of a sink that reaches its database through the proxy. */
    String[] arguments(TcpProxy proxy) {
        Map<String, String> proxied = new TreeMap<>(properties);
        proxied.put("sluice.postgres.url", database.through(proxy).url());
        return arguments(proxied);
    }

    String[] arguments() {
        return arguments(properties);
    }

    private static String[] arguments(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    Contract contract(String table) {
        return contracts.get(table);
    }

    TopicNames topics() {
        return TopicNames.of(prefix);
    }

    String bootstrapServers() {
        return Backends.shared().bootstrapServers();
    }

    Database database() {
        return database;
    }

    URI registryUrl() {
        return registry.url();
    }

    RegistryClient registry() {
        return RegistryClient.of(registry.url().toString());
    }

    /** A table's name in SQL. */
    String table(String table) {
        return '"' + tables() + "\".\"" + table + '"';
    }

    /** A system table's name in SQL. */
    String system(String table) {
        return '"' + prefix.replaceAll("[^a-z0-9_]", "_") + "sluice\".\"" + table + '"';
    }

    private String tables() {
        return prefix.replaceAll("[^a-z0-9_]", "_") + "tables";
    }

    /** Each row's columns, joined by commas. */
    List<String> rows(String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
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

    /** Waits until the query gives these rows; {@code %s} in it is the table. */
    void awaitRows(String query, String table, String... expected) {
        String sql = query.formatted(table(table));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> Assertions.assertThat(rows(sql)).isEqualTo(List.of(expected)));
    }

    /** The same of a system table. */
    void awaitSystemRows(String query, String table, String... expected) {
        String sql = query.formatted(system(table));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> Assertions.assertThat(rows(sql)).isEqualTo(List.of(expected)));
    }

    /** Waits until the table is what its valid topic says, as an oracle reads it that shares no code with the sink. */
    void awaitTableEqualsLog(String table) {
        AccountingOracle oracle = AccountingOracle.of(bootstrapServers(), registry.url());
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Comparison comparison = oracle.compare(topics().valid(table), database, table(table));
            Assertions.assertThat(comparison.missing()).isEmpty();
            Assertions.assertThat(comparison.surplus()).isEmpty();
        });
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }
}
