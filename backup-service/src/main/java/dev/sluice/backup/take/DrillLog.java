package dev.sluice.backup.take;

import dev.sluice.backup.files.Finding;
import dev.sluice.backup.take.BackupAnswer.Check;
import dev.sluice.ledger.SystemSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Which backups were restored for trial, and whether they were whole. */
public final class DrillLog {
    private static final String LAST = """
            select drilled_at, whole from %s where backup = :backup order by drilled_at desc limit 1
            """;

    private static final String LAST_PROVEN = "select max(drilled_at) from %s where whole";

    private static final String ADD = """
            insert into %s (backup, whole, findings) values (:backup, :whole, :findings::jsonb)
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient database;
    private final String table;
    private volatile long lastProvenSeconds;

    public DrillLog(DataSource database, SystemSchema schema) {
        this.database = JdbcClient.create(database);
        this.table = schema.table("drills");
        this.lastProvenSeconds = lastProven().map(Instant::getEpochSecond).orElse(0L);
    }

    Optional<Check> last(String backup) {
        return database.sql(LAST.formatted(table))
                .param("backup", backup)
                .query((row, number) -> new Check(time(row), row.getBoolean(2)))
                .optional();
    }

    /** When a backup was last restored for trial and was whole, since 1970; 0 when that was never. */
    long lastProvenSeconds() {
        return lastProvenSeconds;
    }

    private Optional<Instant> lastProven() {
        return database.sql(LAST_PROVEN.formatted(table))
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    public void add(String backup, List<Finding> findings) {
        database.sql(ADD.formatted(table))
                .param("backup", backup)
                .param("whole", findings.isEmpty())
                .param("findings", JSON.writeValueAsString(findings))
                .update();
        if (findings.isEmpty()) {
            lastProvenSeconds = Instant.now().getEpochSecond();
        }
    }

    private static Instant time(ResultSet row) throws SQLException {
        return row.getObject(1, OffsetDateTime.class).toInstant();
    }
}
