package dev.sluice.ledger;

import dev.sluice.wire.BatchEvent.Accepted;

/**
 * When a batch adds up: the three who count it apart from each other agree, table by table, in rows and in row numbers. What
 * the edge sent is what the validator judged; what the validator found valid or dead, the sink has taken as such. Rows of a
 * restore pass neither edge nor validator: what was published is what the sink has.
 */
public final class Conservation {
    /**
     * Rows may be in flight, so a batch is looked at when nothing has moved in it for a minute, and everything that was in
     * the log by then has been judged and stored; a day is as long as somebody who was told needs to look. Sums of row numbers go round at 2^64, and so does their difference. While a row waits, its
     * number is judged and not yet anywhere else.
     */
    private static final String UNBALANCED = """
            select count(distinct batch_id) from (
              select batch_id from %1$s.batches b join %1$s.batch_counts c using (batch_id)
              cross join (select least(now() - interval '60 s', (select at from %1$s.log_passed)) as before) quiet
              where b.first_seen > now() - interval '1 day' and b.last_seen < quiet.before
              group by batch_id, c.table_name, b.accepted_at, b.source, quiet.before
              having max(c.counted_at) < quiet.before
                and case when b.source = '%2$s'
                    then sum(c.received) <> sum(c.stored + c.dead)
                      or mod(sum(c.received_sum) - sum(c.stored_sum) - sum(c.dead_sum), 18446744073709551616) <> 0
                    else b.accepted_at is not null and sum(c.received) <> sum(c.judged)
                      or b.accepted_at is not null
                         and mod(sum(c.received_sum) - sum(c.judged_sum), 18446744073709551616) <> 0
                      or sum(c.judged) <> sum(c.stored + c.dead + c.waiting)
                      or sum(c.judged_valid) <> coalesce(sum(c.stored + c.dead) filter (where c.source = 'valid'), 0)
                      or sum(c.judged_dead) <> coalesce(sum(c.dead) filter (where c.source = 'dead-letter'), 0)
                      or sum(c.waiting) = 0
                         and mod(sum(c.judged_sum) - sum(c.stored_sum) - sum(c.dead_sum), 18446744073709551616) <> 0
                    end
            ) unbalanced
            """;

    private Conservation() {}

    /**
     * The statement that counts the batches that have not added up for a minute.
     *
     * @param schema the system schema, quoted
     */
    public static String unbalanced(String schema) {
        return UNBALANCED.formatted(schema, Accepted.RESTORE);
    }
}
