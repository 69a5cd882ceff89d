package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.Finding;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.ledger.SystemSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Restores as they are written down, so that they go on after a crash. */
final class RestoreTable {
    private static final String COLUMNS = """
            id, request::text as request, by, state, started_at, updated_at, ended_at, plan::text as plan,
            orphans::text as orphans, since::text as since, published, outcome::text as outcome, problem,
            findings::text as findings, refusal
            """;

    private static final String INSERT = """
            insert into %s (id, request, by, state) values (:id, :request::jsonb, :by, 'verifying')
            """;

    private static final String STATE = "update %s set state = :state, updated_at = now() where id = :id";

    private static final String REMEMBER = """
            update %s set remembering = :remembering, updated_at = now() where id = :id
            """;

    private static final String PLANNED = """
            update %s set plan = :plan::jsonb, since = :since::jsonb, orphans = :orphans::jsonb, state = 'publishing',
                          updated_at = now()
            where id = :id and not cancelled
            """;

    private static final String PLANNED_ONLY = """
            update %s set plan = :plan::jsonb, orphans = :orphans::jsonb, updated_at = now() where id = :id
            """;

    private static final String PUBLISHED = """
            update %s set published = :published, updated_at = now() where id = :id
            """;

    private static final String END = """
            update %s set state = :state, remembering = false, problem = :problem, findings = :findings::jsonb,
                          refusal = :refusal, outcome = :outcome::jsonb, updated_at = now(), ended_at = now()
            where id = :id
            """;

    private static final String CANCEL = """
            update %s set cancelled = true, updated_at = now()
            where id = :id and state in ('verifying', 'staging', 'comparing')
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Plan>> PLAN = new TypeReference<>() {};
    private static final TypeReference<List<Orphans>> ORPHANS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<Integer, Long>>> SINCE = new TypeReference<>() {};
    private static final TypeReference<Map<String, Outcome>> OUTCOME = new TypeReference<>() {};
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

    private final JdbcClient database;
    private final String table;

    RestoreTable(DataSource database, SystemSchema schema) {
        this.database = JdbcClient.create(database);
        this.table = schema.table("restores");
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return database.sql(statement.formatted(table));
    }

    /** False where another one is open. */
    boolean insert(String id, RestoreOrder order, String by) {
        try {
            sql(INSERT)
                    .param("id", id)
                    .param("request", JSON.writeValueAsString(order))
                    .param("by", by)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Restore> find(String id) {
        return sql("select " + COLUMNS + " from %s where id = :id")
                .param("id", id)
                .query((row, number) -> read(row))
                .optional();
    }

    Optional<Restore> open() {
        return sql("select " + COLUMNS + " from %s where ended_at is null")
                .query((row, number) -> read(row))
                .optional();
    }

    /** Whether the backup is being restored, or was when a process ended and will be again. */
    boolean isOpen(BackupName backup) {
        return sql("select exists (select from %s where ended_at is null and request ->> 'backup' = :backup)")
                .param("backup", backup.text())
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** Newest first. */
    List<Restore> all() {
        return sql("select " + COLUMNS + " from %s order by started_at desc limit 100")
                .query((row, number) -> read(row))
                .list();
    }

    void state(String id, State state) {
        sql(STATE).param("state", state.text()).param("id", id).update();
    }

    void remember(String id, boolean remembering) {
        sql(REMEMBER).param("remembering", remembering).param("id", id).update();
    }

    boolean isCancelled(String id) {
        return sql("select cancelled from %s where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** False where it was cancelled before: from here on it can't be. */
    boolean begin(String id, Map<String, Plan> plan, List<Orphans> orphans, Map<String, Map<Integer, Long>> since) {
        return sql(PLANNED)
                        .param("plan", JSON.writeValueAsString(plan))
                        .param("orphans", JSON.writeValueAsString(orphans))
                        .param("since", JSON.writeValueAsString(since))
                        .param("id", id)
                        .update()
                == 1;
    }

    void plan(String id, Map<String, Plan> plan, List<Orphans> orphans) {
        sql(PLANNED_ONLY)
                .param("plan", JSON.writeValueAsString(plan))
                .param("orphans", JSON.writeValueAsString(orphans))
                .param("id", id)
                .update();
    }

    void published(String id, long rows) {
        sql(PUBLISHED).param("published", rows).param("id", id).update();
    }

    void end(String id, End end) {
        sql(END).param("state", end.state().text())
                .param("problem", end.problem())
                .param("findings", JSON.writeValueAsString(end.findings()))
                .param("refusal", end.refusal())
                .param("outcome", end.outcome() == null ? null : JSON.writeValueAsString(end.outcome()))
                .param("id", id)
                .update();
    }

    /** False where it is too late, or there is none. */
    boolean cancel(String id) {
        return sql(CANCEL).param("id", id).update() == 1;
    }

    private static Restore read(ResultSet row) throws SQLException {
        return new Restore(
                row.getString("id"),
                JSON.readValue(row.getString("request"), RestoreOrder.class),
                row.getString("by"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                time(row),
                read(row.getString("plan"), PLAN),
                JSON.readValue(row.getString("orphans"), ORPHANS),
                read(row.getString("since"), SINCE),
                row.getLong("published"),
                read(row.getString("outcome"), OUTCOME),
                row.getString("problem"),
                JSON.readValue(row.getString("findings"), FINDINGS),
                row.getString("refusal"));
    }

    private static @Nullable Instant time(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("ended_at", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> @Nullable T read(@Nullable String json, TypeReference<T> type) {
        return json == null ? null : JSON.readValue(json, type);
    }
}
