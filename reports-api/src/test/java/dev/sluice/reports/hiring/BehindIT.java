package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.ledger.PostgresSettings;
import dev.sluice.reports.TestPostgres;
import dev.sluice.reports.reads.ReadSettings;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class BehindIT {

    /** Ten rows came in, four are stored, one waits for a parent. */
    private static final String BATCH = """
            insert into sluice.batches (batch_id, first_seen, accepted_at)
            values (:id, now() - :seen::interval, now() - :accepted::interval);
            insert into sluice.batch_counts (batch_id, table_name, source, partition, received, waiting, stored)
            values (:id, 'jobs', 'edge', 0, 10, 0, 0), (:id, 'jobs', 'raw', 0, 0, 1, 0), (:id, 'jobs', 'valid', 0, 0, 0, 4)
            """;

    private final PostgresSettings settings = TestPostgres.newDatabase();

    @Test
    void rowsOfAnUploadThatTookHoursAreOnTheirWayLikeOthers() {
        try (HikariDataSource writer = TestPostgres.pool(settings);
                Reads reads = Reads.open(settings, new ReadSettings(2, Duration.ofSeconds(10)), Optional.empty())) {
            TestPostgres.migrate(writer);
            batch(writer, "a moment ago", "2 s", "1 s");
            batch(writer, "an upload of three hours", "3 h", "1 min");
            batch(writer, "an upload of forty minutes", "40 min", "1 min");
            batch(writer, "long over", "3 h", "2 h");

            Map<String, Long> counts = new Behind(reads, new Schemas("sluice", "public"), Runnable::run).counts();

            assertThat(counts).isEqualTo(Map.of("In-Flight", 15L, "Waiting", 3L, "Dead", 0L));
        }
    }

    private static void batch(HikariDataSource database, String id, String seen, String accepted) {
        JdbcClient.create(database)
                .sql(BATCH)
                .param("id", id)
                .param("seen", seen)
                .param("accepted", accepted)
                .update();
    }
}
