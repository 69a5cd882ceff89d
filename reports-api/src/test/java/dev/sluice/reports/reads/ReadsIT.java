package dev.sluice.reports.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.reports.TestPostgres;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReadsIT {

    private final PostgresSettings settings = TestPostgres.newDatabase();
    private final Schemas schemas = new Schemas("sluice", "public");
    private final ReadSettings readSettings = new ReadSettings(2, Duration.ofSeconds(10));

    @Test
    void aReaderMayNeitherWriteNorSeeSecrets() {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            TestPostgres.migrate(writer);
            Optional<String> role = ReaderRole.ensure(JdbcClient.create(writer), schemas);
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
