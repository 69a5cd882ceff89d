package dev.sluice.producer.requests;

import dev.sluice.producer.log.Attempt;
import dev.sluice.topics.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests with an idempotency key, in the system schema. A lease says who works on one. */
public final class Requests {
    /** Key id of what nobody sent: files that were dropped into the folder. */
    public static final String INBOX = "inbox";

    private static final String INSERT = """
            insert into %s (key_id, idempotency_key, fingerprint, batch_id, batches_partition, batches_offset,
                            lease_owner, lease_until)
            values (:key, :idempotency, :fingerprint, :batch, :partition, :offset, :lease, now() + :time * interval '1 ms')
            on conflict do nothing
            """;
    private static final String FIND = """
            select fingerprint = :fingerprint as same, state, batch_id, answer, lease_until > now() as busy
            from %s where key_id = :key and idempotency_key = :idempotency
            """;
    private static final String TAKE_OVER = """
            update %s set lease_owner = :lease, lease_until = now() + :time * interval '1 ms'
            where batch_id = :batch and state = 'in-flight' and lease_until <= now()
            returning transactional_id, batches_partition, batches_offset, given_ids::text as given_ids
            """;
    private static final String ATTEMPT = """
            update %s set transactional_id = :transaction, lease_until = now() + :time * interval '1 ms'
            where batch_id = :batch and lease_owner = :lease and state = 'in-flight'
            """;
    private static final String GIVE =
            "update %s set given_ids = :ids::jsonb where batch_id = :batch and lease_owner = :lease and state = 'in-flight'";

    private static final String ACCEPT =
            "update %s set state = 'accepted', answer = :answer::jsonb where batch_id = :batch and state = 'in-flight'";
    private static final String FORGET =
            "delete from %s where batch_id = :batch and lease_owner = :lease and state = 'in-flight'";
    private static final String RELEASE =
            "update %s set lease_until = now() where batch_id = :batch and lease_owner = :lease and state = 'in-flight'";
    private static final String KNOWN = "select exists (select 1 from %s where batch_id = :batch)";
    private static final String EXPIRE = """
            delete from %s
            where created_at < now() - (case key_id when :inbox then :long else :time end) * interval '1 ms'
              and (state = 'accepted' or lease_until < now())
            """;

    private final JdbcClient database;
    private final String table;
    private final Duration lease;

    public Requests(DataSource database, Tenant tenant, Duration lease) {
        this.database = JdbcClient.create(database);
        this.table = '"' + tenant.schema() + "\".requests";
        this.lease = lease;
    }

    /** @param from where the batch's event would come to lie at the earliest */
    public Claim claim(String keyId, String idempotencyKey, byte[] fingerprint, String batchId, Attempt from) {
        String owner = UUID.randomUUID().toString();
        while (true) {
            int inserted = sql(INSERT)
                    .param("key", keyId)
                    .param("idempotency", idempotencyKey)
                    .param("fingerprint", fingerprint)
                    .param("batch", batchId)
                    .param("partition", from.partition())
                    .param("offset", from.offset())
                    .param("lease", owner)
                    .param("time", lease.toMillis())
                    .update();
            if (inserted == 1) {
                return new Claim.Ours(batchId, owner, null, null);
            }
            Optional<Found> found = sql(FIND)
                    .param("key", keyId)
                    .param("idempotency", idempotencyKey)
                    .param("fingerprint", fingerprint)
                    .query((row, number) -> found(row))
                    .optional();
            // Gone again: whoever had it found out that nothing was ingested.
            if (found.isPresent()) {
                return claim(found.get(), owner);
            }
        }
    }

    private Claim claim(Found found, String owner) {
        if (!found.same()) {
            return new Claim.Mismatch();
        }
        if (found.answer() != null) {
            return new Claim.Repeated(found.batchId(), found.answer());
        }
        if (found.busy()) {
            return new Claim.InFlight(found.batchId());
        }
        return taken(found.batchId(), owner)
                .map(Claim.class::cast)
                .orElseGet(() -> new Claim.InFlight(found.batchId()));
    }

    /**
     * A batch that nobody works on, to be ended by us. One that has no key of its own gets a claim here, so that no two do
     * it at the same time.
     *
     * @param from where the batch's first event may lie
     */
    public Optional<Claim.Ours> takeOver(String batchId, Attempt from) {
        boolean known = sql(KNOWN)
                .param("batch", batchId)
                .query((row, number) -> row.getBoolean(1))
                .single();
        if (known) {
            return taken(batchId, UUID.randomUUID().toString());
        }
        Claim claim = claim("", batchId, new byte[0], batchId, from);
        return claim instanceof Claim.Ours ours ? Optional.of(ours) : Optional.empty();
    }

    private Optional<Claim.Ours> taken(String batchId, String owner) {
        return sql(TAKE_OVER)
                .param("lease", owner)
                .param("time", lease.toMillis())
                .param("batch", batchId)
                .query((row, number) -> new Claim.Ours(
                        batchId,
                        owner,
                        new Attempt(
                                row.getString("transactional_id"),
                                row.getInt("batches_partition"),
                                row.getLong("batches_offset")),
                        row.getString("given_ids")))
                .optional();
    }

    /** Writes down which ids the rows get, before they get them; false where somebody else has taken over. */
    public boolean give(Claim.Ours claim, String ids) {
        return sql(GIVE)
                        .param("ids", ids)
                        .param("batch", claim.batchId())
                        .param("lease", claim.lease())
                        .update()
                == 1;
    }

    /** Says what the batch is about to be sent under; false where somebody else has taken over. */
    public boolean attempt(Claim.Ours claim, String transactionalId) {
        return sql(ATTEMPT)
                        .param("transaction", transactionalId)
                        .param("time", lease.toMillis())
                        .param("batch", claim.batchId())
                        .param("lease", claim.lease())
                        .update()
                == 1;
    }

    public void accept(String batchId, String answer) {
        sql(ACCEPT).param("answer", answer).param("batch", batchId).update();
    }

    /** Whoever comes next needn't wait for the lease to end. */
    public void release(Claim.Ours claim) {
        sql(RELEASE)
                .param("batch", claim.batchId())
                .param("lease", claim.lease())
                .update();
    }

    /** Nothing was ingested: the key may be used as if it never had been. */
    public void forget(Claim.Ours claim) {
        sql(FORGET)
                .param("batch", claim.batchId())
                .param("lease", claim.lease())
                .update();
    }

    /** @param inbox age of those of the inbox: a file may lie there while nobody runs */
    int expire(Duration age, Duration inbox) {
        return sql(EXPIRE)
                .param("inbox", INBOX)
                .param("time", age.toMillis())
                .param("long", inbox.toMillis())
                .update();
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return database.sql(statement.formatted(table));
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getBoolean("same"), row.getString("batch_id"), row.getString("answer"), row.getBoolean("busy"));
    }

    private record Found(
            boolean same, String batchId, @Nullable String answer, boolean busy) {}
}
