package dev.sluice.backup.schedule;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When backups are taken.
 *
 * @param cron six fields, seconds first, in UTC
 * @param tables null for all
 * @param keepLast how many of its backups stay whatever their age; null for no matter
 * @param keepDays how long each of its backups stays; null for no matter
 * @param setAt since when it holds
 * @param last what became of it the last time
 */
record Schedule(
        String cron,
        @Nullable List<String> tables,
        @Nullable Integer keepLast,
        @Nullable Integer keepDays,
        Instant setAt,
        @Nullable Last last) {

    /**
     * @param ended false while it is being taken, and after a crash in the middle of it
     */
    record Last(
            String name,
            Instant at,
            boolean ended,
            @Nullable String problem) {}

    /** Empty for a time that never comes. */
    Optional<Instant> nextAfter(Instant time) {
        ZonedDateTime next = CronExpression.parse(cron).next(time.atZone(ZoneOffset.UTC));
        return Optional.ofNullable(next).map(ZonedDateTime::toInstant);
    }

    /** When it is due, or has been since. One that was missed while nothing ran is made up for once. */
    Optional<Instant> due() {
        return nextAfter(last == null ? setAt : last.at());
    }

    /** Whether one is to be taken, for whoever knows that nobody is at it: also one that was begun and never ended. */
    boolean isDue(Instant now) {
        return isOpen() || due().filter(due -> !due.isAfter(now)).isPresent();
    }

    /** Whether the last one was begun and has not ended. */
    boolean isOpen() {
        return last != null && !last.ended();
    }

    boolean keepsAll() {
        return keepLast == null && keepDays == null;
    }
}
