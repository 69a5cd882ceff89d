package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.start.Backends;
import dev.sluice.start.StartException;
import dev.sluice.start.StartSettings;
import dev.sluice.testkit.Database;
import dev.sluice.topics.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MigrationIT {

    private static Database database;

    private final Backends backends = Backends.of(new StartSettings(Duration.ofSeconds(1)));

    @BeforeAll
    static void start() {
        database = dev.sluice.testkit.Backends.shared().freshDatabase();
    }

    @Test
    void theTablesAreThereInTheTenantsSchema() throws SQLException {
        SystemSchema schema = new Migration(postgres(), new Tenant("acme.")).run(backends);

        assertThat(schema.table("batches")).isEqualTo("\"acme_sluice\".\"batches\"");
        assertThat(tables("acme_sluice"))
                .contains(
                        "api_keys",
                        "console_sessions",
                        "requests",
                        "batches",
                        "batch_counts",
                        "dead_letters",
                        "sessions",
                        "offsets",
                        "outbox");
    }

    @Test
    void everyTableSaysWhatItIs() throws SQLException {
        SystemSchema schema = new Migration(postgres(), new Tenant("said.")).run(backends);

        List<String> silent = strings("select relname from pg_class where relkind = 'r' and relnamespace = '"
                + schema.name() + "'::regnamespace and obj_description(oid, 'pg_class') is null"
                + " and relname <> 'flyway_schema_history'");

        assertThat(silent).isEmpty();
    }

    @Test
    void servicesThatStartTogetherMigrateOnce() throws Exception {
        ExecutorService services = Executors.newFixedThreadPool(5);
        List<Future<SystemSchema>> starts = new ArrayList<>();
        for (int service = 0; service < 5; service++) {
            starts.add(services.submit(() -> new Migration(postgres(), new Tenant("together.")).run(backends)));
        }

        for (Future<SystemSchema> start : starts) {
            assertThat(start.get().name()).isEqualTo("together_sluice");
        }
        services.shutdown();
        assertThat(strings("select version from together_sluice.flyway_schema_history where version is not null"))
                .contains("1")
                .doesNotHaveDuplicates();
    }

    @Test
    void aTenantWhosePrefixGivesAnothersSchemaIsRefused() {
        new Migration(postgres(), new Tenant("a.b.")).run(backends);

        assertThatThrownBy(() -> new Migration(postgres(), new Tenant("a_b.")).run(backends))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "The schema a_b_sluice belongs to another tenant:" + " System schema of Sluice, prefix 'a.b.'");
    }

    @Test
    void aWrongPasswordStopsTheStartAtOnce() {
        assertThatThrownBy(() -> new Migration(postgres(database.url(), "wrong"), new Tenant("")).run(backends))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("refused: FATAL: password authentication failed");
    }

    @Test
    void aServerThatIsNotThereIsWaitedForAndThenNamed() {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/sluice";

        assertThatThrownBy(() -> new Migration(postgres(nowhere, ""), new Tenant("")).run(backends))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("PostgreSQL at " + nowhere + " did not answer within 1 s: ");
    }

    private static Postgres postgres() {
        return postgres(database.url(), database.password());
    }

    private static Postgres postgres(String url, String password) {
        return Postgres.of(new PostgresSettings(url, database.user(), password, 2, Duration.ofSeconds(3), Map.of()));
    }

    private static List<String> tables(String schema) throws SQLException {
        return strings("select table_name from information_schema.tables where table_schema = '" + schema + "'");
    }

    private static List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = postgres().open("test");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }
}
