package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Rows that a report can't show yet: set aside, waiting for a parent, or on their way. Counted beside the reports, so that
 * none waits for it: an answer carries figures that are a few seconds old at most.
 */
final class Behind {

    private static final Logger LOG = LoggerFactory.getLogger(Behind.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    /**
     * What is on its way was accepted lately: nothing is on its way for more than a minute, unless something is broken. A
     * batch was first heard of a moment before that, but for the few that an index of their own has: long uploads.
     */
    private static final String COUNTS = """
            select coalesce((select sum(c.waiting) from lately c), 0)::bigint as waiting,
                   (select count(*) from {sluice}.dead_letters
                    where state = 'open' and table_name in ('departments', 'jobs', 'hired_employees')) as dead,
                   greatest(coalesce((select sum(c.received - c.stored - c.dead - c.waiting) from lately c), 0), 0)::bigint
                       as in_flight
            """;

    private static final String LATELY = """
            with accepted as (
                select batch_id from {sluice}.batches
                where first_seen > now() - interval '1 hour' and accepted_at is not null
                union
                select batch_id from {sluice}.batches
                where accepted_at - first_seen > interval '30 minutes' and accepted_at > now() - interval '1 hour'),
            lately as (
                select c.* from accepted join {sluice}.batch_counts c using (batch_id)
                where c.table_name in ('departments', 'jobs', 'hired_employees'))
            """;

    private final Reads reads;
    private final String counts;
    private final Executor executor;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Map<String, Long> last = Map.of();
    private volatile long countedAt;

    Behind(Reads reads, Schemas schemas, Executor executor) {
        this.reads = reads;
        this.counts = schemas.in(LATELY + COUNTS);
        this.executor = executor;
    }

    /** The first call waits; later ones answer what is known and let it be counted anew. */
    Map<String, Long> counts() {
        if (last.isEmpty()) {
            count();
        } else if (System.nanoTime() - countedAt > FRESH.toNanos() && counting.compareAndSet(false, true)) {
            executor.execute(this::countOnce);
        }
        return last;
    }

    private void countOnce() {
        try {
            count();
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("rows behind the reports not counted");
        } finally {
            counting.set(false);
        }
    }

    private void count() {
        last = reads.client()
                .sql(counts)
                .query((row, number) -> {
                    Map<String, Long> counted = new LinkedHashMap<>();
                    counted.put("Waiting", row.getLong("waiting"));
                    counted.put("Dead", row.getLong("dead"));
                    counted.put("In-Flight", row.getLong("in_flight"));
                    return counted;
                })
                .single();
        countedAt = System.nanoTime();
    }
}
