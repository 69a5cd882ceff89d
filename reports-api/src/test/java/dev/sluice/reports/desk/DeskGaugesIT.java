package dev.sluice.reports.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.reports.TestPostgres;
import dev.sluice.reports.reads.Migrations;
import dev.sluice.reports.reads.ReadSettings;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeskGaugesIT {

    private static final String LETTERS = """
            insert into sluice.dead_letters (id, table_name, batch_id, reasons, raw_topic, raw_partition, raw_offset, state, created_at)
            values
              (gen_random_uuid(), 'jobs', 'b', '[{"rule":"required","field":"job"}]', 'jobs.raw', 0, 1, 'open', now() - interval '2 hours'),
              (gen_random_uuid(), 'jobs', 'b', '[{"rule":"required","field":"job"}]', 'jobs.raw', 0, 2, 'open', now()),
              (gen_random_uuid(), 'jobs', 'b', '[{"rule":"required","field":"id"}]', 'jobs.raw', 0, 3, 'parked', now() - interval '9 hours')
            """;

    private final PostgresSettings settings = TestPostgres.newDatabase();
    private final Schemas schemas = new Schemas("sluice", "public");

    @Test
    void gaugesCountWhatIsUnresolvedAndForgetWhatIsNot() {
        try (HikariDataSource writer = TestPostgres.pool(settings)) {
            TestPostgres.migrate(writer);
            Migrations.run(writer, schemas);
            JdbcClient sql = JdbcClient.create(writer);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            try (Reads reads = Reads.open(settings, new ReadSettings(1, Duration.ofSeconds(9)), Optional.empty())) {
                DeskGauges gauges =
                        new DeskGauges(reads, schemas, new Shapes(reads, schemas), Duration.ofDays(30), registry);
                sql.sql(LETTERS).update();
                gauges.count();

                assertThat(registry.get("sluice.dead.letters")
                                .tags("table", "jobs", "state", "open")
                                .gauge()
                                .value())
                        .isEqualTo(2);
                assertThat(registry.get("sluice.dead.letters")
                                .tags("state", "parked")
                                .gauge()
                                .value())
                        .isEqualTo(1);
                assertThat(registry.get("sluice.dead.letters.open")
                                .tags("rule", "required", "field", "job")
                                .gauge()
                                .value())
                        .isEqualTo(2);
                assertThat(registry.get("sluice.dead.letters.oldest.seconds")
                                .gauge()
                                .value())
                        .isBetween(7_200.0, 7_300.0);
                assertThat(registry.get("sluice.dead.letters.retention.hours")
                                .gauge()
                                .value())
                        .isBetween(717.9, 718.0);

                sql.sql("update sluice.dead_letters set state = 'resolved'").update();
                gauges.count();

                assertThat(registry.find("sluice.dead.letters.open").gauges()).isEmpty();
                assertThat(registry.get("sluice.dead.letters.oldest.seconds")
                                .gauge()
                                .value())
                        .isZero();
            }
        }
    }
}
