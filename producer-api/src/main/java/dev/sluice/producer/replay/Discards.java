package dev.sluice.producer.replay;

import dev.sluice.letters.Conditions;
import dev.sluice.letters.LetterFilter;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives letters up. They stay where they are, with the reason. */
final class Discards {
    /** So many in one call. */
    static final int MOST = 100_000;

    private static final int AT_ONCE = 10_000;

    /** The earlier attempts of a row go with its open letter. */
    private static final String DISCARD = """
            with taken as (
              select id, coalesce(first_letter, id) as root, first_letter from %1$s%2$s
              order by id limit :limit for no key update),
            earlier as (
              update %1$s d
              set state = 'discarded', state_at = now(), state_by = :by, state_reason = :reason
              where d.state = 'replaced' and (
                d.id in (select root from taken where first_letter is not null)
                or d.first_letter in (select root from taken where first_letter is not null)))
            update %1$s d
            set state = 'discarded', state_at = now(), state_by = :by, state_reason = :reason,
                replay = null, replay_until = null
            from taken where d.id = taken.id
            """;

    private final JdbcClient database;
    private final String letters;
    private final LetterTable table;

    Discards(JdbcClient database, String schema, LetterTable table) {
        this.database = database;
        this.letters = schema + ".dead_letters";
        this.table = table;
    }

    /** Answers how many were; those that are on their way again are not. */
    int discard(LetterFilter filter, String reason, String keyId) {
        int all = 0;
        int some = AT_ONCE;
        while (all < MOST && some == AT_ONCE) {
            Conditions conditions = table.conditions(filter)
                    .and("state in ('open', 'parked') and (replay is null or replay_until < now())", Map.of());
            some = database.sql(DISCARD.formatted(letters, conditions.where()))
                    .params(conditions.values())
                    .param("limit", AT_ONCE)
                    .param("by", keyId)
                    .param("reason", reason)
                    .update();
            all += some;
        }
        return all;
    }
}
