package dev.sluice.backup.schedule;

import dev.sluice.ledger.SystemSchema;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The schedule as it is written down: one row, or none. */
final class ScheduleTable {
    private static final String READ = """
            select cron, tables, keep_last, keep_days, set_at, last_name, last_at, last_ended, last_problem
            from %s
            """;

    private static final String SET = """
            insert into %s (cron, tables, keep_last, keep_days) values (:cron, :tables::text[], :last, :days)
            on conflict (only_row) do update
            set cron = excluded.cron, tables = excluded.tables, keep_last = excluded.keep_last,
                keep_days = excluded.keep_days, set_at = now(), last_name = null, last_at = null, last_ended = true,
                last_problem = null
            """;

    private static final String CLAIM = """
            update %s set last_at = :now, last_name = :name, last_ended = false, last_problem = null
            where last_at is not distinct from :before and set_at = :set
            """;

    private static final String END =
            "update %s set last_ended = true, last_problem = :problem where last_name = :name";

    private final JdbcClient database;
    private final String table;

    ScheduleTable(DataSource database, SystemSchema schema) {
        this.database = JdbcClient.create(database);
        this.table = schema.table("backup_schedule");
    }

    Optional<Schedule> read() {
        return database.sql(READ.formatted(table))
                .query((row, number) -> schedule(row))
                .optional();
    }

    void set(String cron, @Nullable List<String> tables, @Nullable Integer keepLast, @Nullable Integer keepDays) {
        database.sql(SET.formatted(table))
                .param("cron", cron)
                .param("tables", tables == null ? null : "{" + String.join(",", tables) + "}")
                .param("last", keepLast)
                .param("days", keepDays)
                .update();
    }

    void remove() {
        database.sql("delete from " + table).update();
    }

    /** False where the schedule is another one by now, or another process was quicker. */
    boolean claim(Schedule schedule, String name, Instant now) {
        return database.sql(CLAIM.formatted(table))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("name", name)
                        .param(
                                "before",
                                schedule.last() == null
                                        ? null
                                        : schedule.last().at().atOffset(ZoneOffset.UTC),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("set", schedule.setAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @param problem null where it is there */
    void end(String name, @Nullable String problem) {
        database.sql(END.formatted(table))
                .param("problem", problem)
                .param("name", name)
                .update();
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        Array tables = row.getArray("tables");
        OffsetDateTime lastAt = row.getObject("last_at", OffsetDateTime.class);
        return new Schedule(
                row.getString("cron"),
                tables == null ? null : List.of((String[]) tables.getArray()),
                row.getObject("keep_last", Integer.class),
                row.getObject("keep_days", Integer.class),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                lastAt == null
                        ? null
                        : new Schedule.Last(
                                row.getString("last_name"),
                                lastAt.toInstant(),
                                row.getBoolean("last_ended"),
                                row.getString("last_problem")));
    }
}
