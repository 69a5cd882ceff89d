package dev.sluice.reports.overview;

import dev.sluice.ledger.Conservation;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds the ledger up, in one snapshot. */
final class LedgerReader {

    /**
     * Batch by batch first: what is in flight in one can't be made up for by another. A row that waited may be counted as
     * stored before it is counted as waiting no more, so waiting is bounded by what is open.
     */
    private static final String TABLES = """
            with batch as (
                select c.table_name,
                       case when b.accepted_at is null then greatest(sum(c.judged), sum(c.stored + c.dead))
                            else sum(c.received) end as received,
                       sum(c.judged) as judged, sum(c.judged_valid) as valid,
                       sum(c.stored) as stored, sum(c.dead) as dead, sum(c.waiting) as waiting
                from {sluice}.batch_counts c left join {sluice}.batches b using (batch_id)
                group by c.batch_id, c.table_name, b.accepted_at),
            open as (
                select b.*, greatest(received - stored - dead, 0) as open from batch b)
            select table_name, sum(received)::bigint, sum(judged)::bigint, sum(valid)::bigint,
                   sum(stored)::bigint, sum(dead)::bigint,
                   sum(least(greatest(waiting, 0), open))::bigint,
                   sum(open - least(greatest(waiting, 0), open))::bigint
            from open group by table_name
            """;

    private static final String LETTERS = "select table_name, state, count(*) from {sluice}.dead_letters group by 1, 2";

    private static final String BATCHES = """
            select (select count(*) from {sluice}.batches
                    where source is not null and accepted_at is null and last_seen > now() - interval '1 minute'),
                   (%s),
                   (select count(*) from {sluice}.batches
                    where details ->> 'interruptedAfter' is not null and first_seen > now() - interval '1 day')
            """;

    private final Reads reads;
    private final String tables;
    private final String letters;
    private final String batches;

    LedgerReader(Reads reads, Schemas schemas) {
        this.reads = reads;
        this.tables = schemas.in(TABLES);
        this.letters = schemas.in(LETTERS);
        this.batches = schemas.in(BATCHES.formatted(Conservation.unbalanced("{sluice}")));
    }

    LedgerState read() {
        return reads.snapshot(snapshot -> {
            Map<String, Counted> counted = new LinkedHashMap<>();
            snapshot.sql(tables)
                    .query((row, number) -> counted.put(
                                    row.getString(1),
                                    new Counted(
                                            row.getLong(2),
                                            row.getLong(3),
                                            row.getLong(4),
                                            row.getLong(5),
                                            row.getLong(6),
                                            row.getLong(7),
                                            row.getLong(8)))
                            == null)
                    .list();
            Map<String, Map<String, Long>> byState = letters(snapshot);
            return snapshot.sql(batches)
                    .query((row, number) -> new LedgerState(
                            Instant.now(),
                            System.nanoTime(),
                            counted,
                            byState,
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3)))
                    .single();
        });
    }

    private Map<String, Map<String, Long>> letters(JdbcClient snapshot) {
        Map<String, Map<String, Long>> byTable = new LinkedHashMap<>();
        snapshot.sql(letters)
                .query((row, number) -> byTable.computeIfAbsent(row.getString(1), table -> new LinkedHashMap<>())
                                .put(row.getString(2), row.getLong(3))
                        == null)
                .list();
        return byTable;
    }
}
