package dev.sluice.producer.upload;

import dev.sluice.topics.Tenant;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches of which the ledger has rows and no end. */
final class OpenBatches {
    /** Uploads have ids of version 7; of anything older than the batches topic keeps its events nothing can be told. */
    private static final String SILENT = """
            select batch_id from %s
            where accepted_at is null and last_seen < now() - :time * interval '1 ms'
              and first_seen > now() - :kept * interval '1 ms'
              and batch_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$'
              and batch_id <> all (:passed)
            order by first_seen limit 100
            """;

    private final JdbcClient database;
    private final String silent;
    private final Duration kept;

    /** @param kept how long the log keeps the events of batches */
    OpenBatches(DataSource database, Tenant tenant, Duration kept) {
        this.database = JdbcClient.create(database);
        this.kept = kept;
        this.silent = SILENT.formatted('"' + tenant.schema() + "\".batches");
    }

    /** @param passed over */
    List<String> silentFor(Duration time, Collection<String> passed) {
        return database.sql(silent)
                .param("time", time.toMillis())
                .param("kept", kept.toMillis())
                .param("passed", passed.toArray(String[]::new))
                .query((row, number) -> row.getString("batch_id"))
                .list();
    }
}
