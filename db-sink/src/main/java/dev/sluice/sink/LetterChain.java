package dev.sluice.sink;

import dev.sluice.ledger.SystemSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * The attempts of one row, from its first letter to its newest, which alone is open. All of them are settled together.
 */
final class LetterChain {
    /** So many times a row is set aside before it leaves the open letters. */
    private static final int ATTEMPTS = 5;

    /** Every letter of the chains is locked in the order of ids: two that meet lock in the same order. */
    private static final String RESOLVE = """
            with stored (id, batch) as (select * from unnest(?::uuid[], ?::text[])),
            roots as (
              select distinct on (root) coalesce(d.first_letter, d.id) as root, s.batch
              from stored s join %1$s d on d.id = s.id),
            members as (
              select d.id, r.batch from roots r join %1$s d on d.id = r.root
              union all
              select d.id, r.batch from roots r join %1$s d on d.first_letter = r.root),
            locked as (
              select d.id from %1$s d where d.id in (select id from members) order by d.id for no key update)
            update %1$s d
            set state = 'resolved', state_at = now(), state_by = m.batch, state_reason = null,
                replay = null, replay_until = null
            from members m join locked l on l.id = m.id
            where d.id = m.id and d.state <> 'resolved'
            """;

    /**
     * What came again takes over from what it came of. Where that is settled or replaced by now, the row was sent twice,
     * and what is known of it holds for this letter too.
     */
    private static final String CONTINUE = """
            update %1$s n
            set attempt = p.attempt + 1, first_letter = coalesce(p.first_letter, p.id),
                state = case when p.state not in ('open', 'parked') then p.state
                             when p.attempt + 1 >= %2$d then 'parked' else 'open' end,
                state_by = case when p.state in ('open', 'parked') then n.batch_id else p.state_by end,
                state_reason = p.state_reason, next_letter = p.next_letter
            from unnest(?::uuid[], ?::uuid[]) as a (id, before) join %1$s p on p.id = a.before
            where n.id = a.id
            """;

    private static final String REPLACE = """
            update %1$s p
            set state = 'replaced', state_at = now(), state_by = n.batch_id, next_letter = n.id,
                replay = null, replay_until = null
            from unnest(?::uuid[], ?::uuid[]) as a (id, before) join %1$s n on n.id = a.id
            where p.id = a.before and p.state in ('open', 'parked')
            """;

    private final String resolve;
    private final String continues;
    private final String replace;

    LetterChain(SystemSchema schema) {
        String letters = schema.table("dead_letters");
        this.resolve = RESOLVE.formatted(letters);
        this.continues = CONTINUE.formatted(letters, ATTEMPTS);
        this.replace = REPLACE.formatted(letters);
    }

    /** @param stored letters whose row is stored, each with the batch that brought it */
    void resolve(Connection connection, Map<UUID, String> stored) throws SQLException {
        if (!stored.isEmpty()) {
            run(connection, resolve, stored, "text");
        }
    }

    /** @param again new letters, each with the one that its row was another attempt of */
    void goOn(Connection connection, Map<UUID, UUID> again) throws SQLException {
        if (!again.isEmpty()) {
            run(connection, continues, again, "uuid");
            run(connection, replace, again, "uuid");
        }
    }

    private static void run(Connection connection, String sql, Map<UUID, ?> pairs, String type) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", pairs.keySet().toArray()));
            statement.setArray(2, connection.createArrayOf(type, pairs.values().toArray()));
            statement.executeUpdate();
        }
    }
}
