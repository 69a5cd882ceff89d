package dev.sluice.reports.hiring;

import dev.sluice.reports.reads.Schemas;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The triggers that tell the rollup of every change. The tables are made by another stage, which may start after this one
 * or make them anew: whoever finds the triggers missing sets them and counts once, while nobody else writes.
 */
final class RollupTriggers {

    /** In the order in which every stage locks them: parents first. */
    private static final List<Trigger> TRIGGERS = List.of(
            new Trigger("departments", "sluice_renamed", "insert or update or delete or truncate", "", "hires_renamed"),
            new Trigger("jobs", "sluice_renamed", "insert or update or delete or truncate", "", "hires_renamed"),
            new Trigger("hired_employees", "sluice_added", "insert", "referencing new table as added", "hires_added"),
            new Trigger(
                    "hired_employees", "sluice_removed", "delete", "referencing old table as removed", "hires_removed"),
            new Trigger(
                    "hired_employees",
                    "sluice_changed",
                    "update",
                    "referencing old table as removed new table as added",
                    "hires_changed"),
            new Trigger("hired_employees", "sluice_emptied", "truncate", "", "hires_emptied"));

    static final String TABLES_THERE = """
            select to_regclass('{tables}.departments') is not null
               and to_regclass('{tables}.jobs') is not null
               and to_regclass('{tables}.hired_employees') is not null
            """;

    /** A trigger that is not "enable always" is skipped by the sink's COPY, so it counts as missing. */
    private static final String TRIGGERS_THERE = """
            select count(*) from pg_trigger t
            join pg_proc p on p.oid = t.tgfoid
            join pg_namespace n on n.oid = p.pronamespace
            where t.tgrelid in (
                  to_regclass('{tables}.departments'), to_regclass('{tables}.jobs'), to_regclass('{tables}.hired_employees'))
              and t.tgenabled = 'A'
              and n.nspname = :schema
              and p.proname in ('hires_added', 'hires_removed', 'hires_changed', 'hires_emptied', 'hires_renamed')
            """;

    private static final String COUNT_ONCE = """
            insert into {sluice}.hires (year, department_id, job_id, q1, q2, q3, q4)
            select extract(year from quarter), department_id, job_id,
                   coalesce(sum(hires) filter (where extract(quarter from quarter) = 1), 0),
                   coalesce(sum(hires) filter (where extract(quarter from quarter) = 2), 0),
                   coalesce(sum(hires) filter (where extract(quarter from quarter) = 3), 0),
                   coalesce(sum(hires) filter (where extract(quarter from quarter) = 4), 0)
            from (select date_trunc('quarter', datetime at time zone 'UTC') as quarter, department_id, job_id, count(*) as hires
                  from {tables}.hired_employees group by 1, 2, 3) as g
            group by 1, 2, 3
            """;

    private static final String LOCK =
            "lock table {tables}.departments, {tables}.jobs, {tables}.hired_employees in share row exclusive mode";

    /** What was not folded yet counts as folded now: the version only ever grows. */
    private static final String NEW_VERSION = """
            update {sluice}.hires_version
            set folded = folded + 1 + (select count(*) from {sluice}.hires_deltas), at = now(), ready = true
            """;

    private final JdbcClient writer;
    private final TransactionOperations transactions;
    private final Schemas schemas;

    RollupTriggers(JdbcClient writer, TransactionOperations transactions, Schemas schemas) {
        this.writer = writer;
        this.transactions = transactions;
        this.schemas = schemas;
    }

    boolean tablesThere() {
        return writer.sql(schemas.in(TABLES_THERE)).query(Boolean.class).single();
    }

    boolean triggersThere() {
        int there = writer.sql(schemas.in(TRIGGERS_THERE))
                .param("schema", schemas.system())
                .query(Integer.class)
                .single();
        return there == TRIGGERS.size();
    }

    /** Sets the triggers and counts what the tables hold, in one transaction that keeps writers out. */
    void set() {
        transactions.executeWithoutResult(status -> {
            // Who waits for a lock makes others wait behind him: better to give up soon and come back.
            run("set local lock_timeout = '2s'");
            writer.sql(RollupFold.WAIT_UNTIL_MINE)
                    .param("schema", schemas.system())
                    .query((row, number) -> true)
                    .single();
            run(LOCK);
            TRIGGERS.forEach(trigger -> trigger.statements().forEach(this::run));
            run(NEW_VERSION);
            run("delete from {sluice}.hires_deltas");
            run("delete from {sluice}.hires");
            run(COUNT_ONCE);
        });
    }

    private void run(String statement) {
        writer.sql(schemas.in(statement)).update();
    }

    private record Trigger(String table, String name, String events, String referencing, String function) {
        List<String> statements() {
            String on = "{tables}." + table;
            return List.of(
                    "drop trigger if exists %s on %s".formatted(name, on),
                    "create trigger %s after %s on %s %s for each statement execute function {sluice}.%s()"
                            .formatted(name, events, on, referencing, function),
                    "alter table %s enable always trigger %s".formatted(on, name));
        }
    }
}
