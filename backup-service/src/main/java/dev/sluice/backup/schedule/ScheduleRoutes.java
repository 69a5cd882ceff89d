package dev.sluice.backup.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contracts;
import dev.sluice.problem.ProblemException;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/backups/schedule}. */
@RestController
@RequestMapping("/v1/backups/schedule")
@Scoped(Scope.BACKUP)
final class ScheduleRoutes {
    static final ProblemKind BAD_SCHEDULE = new ProblemKind(
            "bad-schedule",
            400,
            "The schedule can't be understood",
            false,
            "cron has six fields, seconds first, as in '0 0 3 * * *' for three o'clock UTC each day; keepLast and keepDays"
                    + " are whole numbers from 1 on.");

    private final ScheduleTable table;
    private final Contracts contracts;

    ScheduleRoutes(ScheduleTable table, Contracts contracts) {
        this.table = table;
        this.contracts = contracts;
    }

    /**
     * @param tables by default all
     * @param keepLast by default no matter
     * @param keepDays by default no matter
     */
    record Order(
            @Nullable String cron,
            @Nullable List<String> tables,
            @Nullable Integer keepLast,
            @Nullable Integer keepDays) {}

    /**
     * What became of it the last time.
     *
     * @param ok null while it is being taken
     */
    record Last(
            @Nullable String name,
            Instant at,
            @Nullable Boolean ok,
            @Nullable String problem) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Answer(
            @Nullable String cron,
            @Nullable List<String> tables,
            @Nullable Integer keepLast,
            @Nullable Integer keepDays,
            boolean enabled,
            @Nullable Instant next,
            @Nullable Last last) {}

    @GetMapping
    Answer get() {
        return table.read()
                .map(ScheduleRoutes::answer)
                .orElseGet(() -> new Answer(null, null, null, null, false, null, null));
    }

    @PutMapping
    Answer put(@RequestBody Order order) {
        table.set(cron(order.cron()), tables(order.tables()), positive(order.keepLast()), positive(order.keepDays()));
        return get();
    }

    @DeleteMapping
    ResponseEntity<Void> delete() {
        table.remove();
        return ResponseEntity.noContent().build();
    }

    private static Answer answer(Schedule schedule) {
        return new Answer(
                schedule.cron(),
                schedule.tables(),
                schedule.keepLast(),
                schedule.keepDays(),
                true,
                schedule.due().orElse(null),
                schedule.last() == null ? null : told(schedule.last()));
    }

    private static Last told(Schedule.Last last) {
        return new Last(last.name(), last.at(), last.ended() ? last.problem() == null : null, last.problem());
    }

    private static String cron(@Nullable String cron) {
        try {
            Optional<String> known = Optional.ofNullable(cron).filter(text -> text.length() <= 200);
            CronExpression.parse(known.orElseThrow(() -> bad("cron is missing.")));
            return known.get();
        } catch (IllegalArgumentException e) {
            throw bad("'" + cron + "' is no time: " + e.getMessage());
        }
    }

    private @Nullable List<String> tables(@Nullable List<String> tables) {
        if (tables == null) {
            return null;
        }
        for (String name : tables) {
            if (name == null || contracts.find(name).isEmpty()) {
                throw Problems.UNKNOWN_TABLE.because("There is no table " + name + ".");
            }
        }
        if (tables.isEmpty()) {
            throw bad("tables must name at least one table.");
        }
        return tables;
    }

    private static @Nullable Integer positive(@Nullable Integer number) {
        if (number != null && number < 1) {
            throw bad("keepLast and keepDays must be at least 1.");
        }
        return number;
    }

    private static ProblemException bad(String detail) {
        return BAD_SCHEDULE.because(detail);
    }
}
