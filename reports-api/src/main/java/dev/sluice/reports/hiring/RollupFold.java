package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Moves deltas into the rollup. Reports see the same sums and the same version before and after. */
final class RollupFold {

    /** One folder at a time: two would only wait for each other's rows. */
    private static final String MINE = "select pg_try_advisory_xact_lock(hashtext('hires_rollup'), hashtext(:schema))";

    static final String WAIT_UNTIL_MINE = "select pg_advisory_xact_lock(hashtext('hires_rollup'), hashtext(:schema))";

    private static final String FOLD = """
            with taken as (delete from {sluice}.hires_deltas returning *),
            merged as (
                insert into {sluice}.hires as h (year, department_id, job_id, q1, q2, q3, q4)
                select extract(year from u.quarter), u.department_id, u.job_id,
                       coalesce(sum(u.hires) filter (where extract(month from u.quarter) = 1), 0),
                       coalesce(sum(u.hires) filter (where extract(month from u.quarter) = 4), 0),
                       coalesce(sum(u.hires) filter (where extract(month from u.quarter) = 7), 0),
                       coalesce(sum(u.hires) filter (where extract(month from u.quarter) = 10), 0)
                from taken
                cross join lateral unnest(quarters, departments, jobs, hires)
                    as u (quarter, department_id, job_id, hires)
                group by 1, 2, 3
                on conflict (year, department_id, job_id) do update
                set q1 = h.q1 + excluded.q1, q2 = h.q2 + excluded.q2, q3 = h.q3 + excluded.q3, q4 = h.q4 + excluded.q4)
            update {sluice}.hires_version
            set folded = folded + (select count(*) from taken), at = greatest(at, (select max(at) from taken))
            where exists (select from taken)
            """;

    private final JdbcClient writer;
    private final TransactionOperations transactions;
    private final String schema;
    private final String fold;

    RollupFold(JdbcClient writer, TransactionOperations transactions, Schemas schemas) {
        this.writer = writer;
        this.transactions = transactions;
        this.schema = schemas.system();
        this.fold = schemas.in(FOLD);
    }

    /** Folds what is committed by now; nothing when another process is at it. */
    void run() {
        transactions.executeWithoutResult(status -> {
            if (writer.sql(MINE).param("schema", schema).query(Boolean.class).single()) {
                writer.sql(fold).update();
            }
        });
    }
}
