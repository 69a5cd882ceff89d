package dev.sluice.producer.upload;

import dev.sluice.topics.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches of which the ledger has rows and no end. */
final class OpenBatches {
    /** Uploads have ids of version 7; anything older than the batches topic keeps its events can't be told any more. */
    private static final String SILENT = """
            select batch_id, first_seen from %s
            where accepted_at is null and last_seen < now() - :time * interval '1 ms'
              and first_seen > now() - interval '7 days'
              and batch_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$'
            order by first_seen limit 100
            """;

    private final JdbcClient database;
    private final String silent;

    OpenBatches(DataSource database, Tenant tenant) {
        this.database = JdbcClient.create(database);
        this.silent = SILENT.formatted('"' + tenant.schema() + "\".batches");
    }

    List<Open> silentFor(Duration time) {
        return database.sql(silent)
                .param("time", time.toMillis())
                .query((row, number) -> new Open(
                        row.getString("batch_id"),
                        row.getObject("first_seen", OffsetDateTime.class).toInstant()))
                .list();
    }

    record Open(String id, Instant firstSeen) {}
}
