package dev.sluice.reports.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.reports.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReadsIT {

    private static final List<String> SECRET = List.of(
            "sluice.api_keys", "sluice.requests", "sluice.sessions", "sluice.outbox", "sluice.console_sessions");

    private final PostgresSettings settings = TestPostgres.newDatabase();
    private final Schemas schemas = new Schemas("sluice", "public");
    private final ReadSettings readSettings = new ReadSettings(2, Duration.ofSeconds(10));

    @Test
    void aReaderMayNeitherWriteNorSeeSecrets() {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            TestPostgres.migrate(writer);
            Optional<String> role = ReaderRole.ensure(writer, schemas);
            assertThat(role).hasValue("sluice_reader");
            JdbcClient.create(writer).sql("create table later (id integer)").update();

            try (Reads reads = Reads.open(settings, readSettings, role)) {
                assertThat(reads.client()
                                .sql("select count(*) from later")
                                .query(Long.class)
                                .single())
                        .isZero();
                assertThatThrownBy(() -> reads.client()
                                .sql("insert into later values (1)")
                                .update())
                        .hasStackTraceContaining("read-only");
                assertThatThrownBy(() -> reads.client()
                                .sql("select * from sluice.api_keys")
                                .query()
                                .listOfRows())
                        .hasStackTraceContaining("permission denied");
            }
        }
    }

    /** In a session that may write, so that nothing but the grants is in the way. */
    @Test
    void theRoleItselfMaySelectAndNothingElse() throws SQLException {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            TestPostgres.migrate(writer);
            ReaderRole.ensure(writer, schemas);
            JdbcClient.create(writer)
                    .sql(
                            "create table later (id integer generated always as identity); insert into later default values")
                    .update();
            List<String> tables = tables(writer);
            assertThat(tables).contains("sluice.batches", "sluice.api_keys", "public.later");

            try (Connection session = writer.getConnection();
                    Statement statement = session.createStatement()) {
                statement.execute("set role sluice_reader");
                for (String table : tables) {
                    for (String write : List.of("delete from %s", "truncate %s", "insert into %s default values")) {
                        assertThatThrownBy(() -> statement.execute(write.formatted(table)))
                                .as(write, table)
                                .hasMessageContaining("permission denied");
                    }
                    if (SECRET.contains(table)) {
                        assertThatThrownBy(() -> statement.execute("select 1 from " + table))
                                .as(table)
                                .hasMessageContaining("permission denied");
                    } else {
                        statement.execute("select 1 from " + table);
                    }
                }
                for (String other : List.of(
                        "update public.later set id = default",
                        "create table public.mine (id integer)",
                        "create table sluice.mine (id integer)",
                        "create schema mine",
                        "select nextval('public.later_id_seq')",
                        "drop table public.later")) {
                    assertThatThrownBy(() -> statement.execute(other))
                            .as(other)
                            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                }
                statement.execute("reset role");
            }
        }
    }

    private static List<String> tables(DataSource database) {
        return JdbcClient.create(database)
                .sql("select schemaname || '.' || tablename from pg_tables where schemaname in ('sluice', 'public')")
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void severalFirstStartsAtOnceAllGetTheRole() {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            for (int round = 0; round < 5; round++) {
                Schemas fresh = new Schemas("first_start_" + round + "_" + System.nanoTime(), "public");
                TestPostgres.migrate(writer, fresh.system());
                CountDownLatch go = new CountDownLatch(1);
                List<CompletableFuture<Optional<String>>> starts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    starts.add(CompletableFuture.supplyAsync(
                            () -> {
                                awaitUninterrupted(go);
                                return ReaderRole.ensure(writer, fresh);
                            },
                            task -> new Thread(task).start()));
                }
                go.countDown();

                assertThat(starts).allSatisfy(start -> assertThat(start.join()).isPresent());
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutARoleSessionsStillOnlyRead() {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            JdbcClient.create(writer).sql("create table later (id integer)").update();

            try (Reads reads = Reads.open(settings, readSettings, Optional.empty())) {
                assertThatThrownBy(() -> reads.client()
                                .sql("insert into public.later values (1)")
                                .update())
                        .hasStackTraceContaining("read-only");
            }
        }
    }
}
