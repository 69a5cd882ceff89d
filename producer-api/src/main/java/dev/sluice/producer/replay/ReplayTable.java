package dev.sluice.producer.replay;

import dev.sluice.producer.log.Attempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Replays of many letters, in the system schema. A lease says who works on one. */
final class ReplayTable {
    private static final TypeReference<Map<String, String>> FILTER = new TypeReference<>() {};
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final String INSERT = """
            insert into %s (batch_id, key_id, filter, overwrite, force, rate, letters, until,
                            batches_partition, batches_offset)
            values (:batch, :key, :filter::jsonb, :overwrite, :force, :rate, :letters, now(), :partition, :offset)
            returning *
            """;
    private static final String FIND = "select * from %s where batch_id = :batch";
    private static final String NEWEST = "select * from %s order by started_at desc limit :limit";
    private static final String TAKE = """
            update %1$s set lease_owner = :owner, lease_until = now() + :lease * interval '1 ms'
            where batch_id = (
              select batch_id from %1$s
              where state in ('running', 'cancelling') and (lease_until is null or lease_until <= now())
              order by started_at limit 1 for update skip locked)
            returning *
            """;
    private static final String RENEW = """
            update %s set lease_until = now() + :lease * interval '1 ms', progress = :progress::jsonb, problem = :problem
            where batch_id = :batch and lease_owner = :owner and state in ('running', 'cancelling')
            returning state
            """;
    private static final String ATTEMPT = """
            update %s set transactional_id = :transaction, lease_until = now() + :lease * interval '1 ms'
            where batch_id = :batch and lease_owner = :owner and state in ('running', 'cancelling')
            """;
    private static final String END = """
            update %s set state = :state, ended_at = now(), progress = :progress::jsonb, problem = null, lease_until = null
            where batch_id = :batch and lease_owner = :owner and state in ('running', 'cancelling')
            """;
    private static final String LEAVE =
            "update %s set lease_until = now() where batch_id = :batch and lease_owner = :owner";
    private static final String CANCEL =
            "update %s set state = 'cancelling' where batch_id = :batch and state = 'running'";

    private final JdbcClient database;
    private final String table;
    private final JsonMapper json;

    /** @param schema the system schema, quoted */
    ReplayTable(JdbcClient database, String schema, JsonMapper json) {
        this.database = database;
        this.table = schema + ".replays";
        this.json = json;
    }

    Replay begin(
            String batchId,
            String keyId,
            Map<String, String> filter,
            Replay.Options options,
            long letters,
            Attempt before) {
        return sql(INSERT)
                .param("batch", batchId)
                .param("key", keyId)
                .param("filter", json.writeValueAsString(filter))
                .param("overwrite", options.overwrite())
                .param("force", options.force())
                .param("rate", options.rate())
                .param("letters", letters)
                .param("partition", before.partition())
                .param("offset", before.offset())
                .query((row, number) -> replay(row))
                .single();
    }

    Optional<Replay> find(String batchId) {
        return sql(FIND)
                .param("batch", batchId)
                .query((row, number) -> replay(row))
                .optional();
    }

    List<Replay> newest(int limit) {
        return sql(NEWEST)
                .param("limit", limit)
                .query((row, number) -> replay(row))
                .list();
    }

    /** One that nobody works on. */
    Optional<Replay> take(String owner) {
        return sql(TAKE)
                .param("owner", owner)
                .param("lease", LEASE.toMillis())
                .query((row, number) -> replay(row))
                .optional();
    }

    /** Goes on; empty where somebody else has taken over. */
    Optional<Replay.State> renew(String batchId, String owner, Replay.Progress progress, @Nullable String problem) {
        return sql(RENEW)
                .param("batch", batchId)
                .param("owner", owner)
                .param("lease", LEASE.toMillis())
                .param("progress", json.writeValueAsString(progress))
                .param("problem", problem)
                .query((row, number) -> state(row.getString(1)))
                .optional();
    }

    /** Says what the next rows are about to be sent under; false where somebody else has taken over. */
    boolean attempt(String batchId, String owner, String transactionalId) {
        return sql(ATTEMPT)
                        .param("batch", batchId)
                        .param("owner", owner)
                        .param("lease", LEASE.toMillis())
                        .param("transaction", transactionalId)
                        .update()
                == 1;
    }

    void end(String batchId, String owner, Replay.State state, Replay.Progress progress) {
        sql(END).param("batch", batchId)
                .param("owner", owner)
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("progress", json.writeValueAsString(progress))
                .update();
    }

    /** Somebody else may go on at once. */
    void leave(String batchId, String owner) {
        sql(LEAVE).param("batch", batchId).param("owner", owner).update();
    }

    void cancel(String batchId) {
        sql(CANCEL).param("batch", batchId).update();
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return database.sql(statement.formatted(table));
    }

    private Replay replay(ResultSet row) throws SQLException {
        String progress = row.getString("progress");
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Replay(
                row.getString("batch_id"),
                row.getString("key_id"),
                json.readValue(row.getString("filter"), FILTER),
                new Replay.Options(row.getBoolean("overwrite"), row.getBoolean("force"), row.getInt("rate")),
                row.getLong("letters"),
                time(row.getObject("until", OffsetDateTime.class)),
                state(row.getString("state")),
                progress == null ? Replay.Progress.NONE : json.readValue(progress, Replay.Progress.class),
                row.getString("problem"),
                new Attempt(
                        row.getString("transactional_id"),
                        row.getInt("batches_partition"),
                        row.getLong("batches_offset")),
                time(row.getObject("started_at", OffsetDateTime.class)),
                endedAt == null ? null : time(endedAt));
    }

    private static Instant time(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }

    private static Replay.State state(String text) {
        return Replay.State.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
