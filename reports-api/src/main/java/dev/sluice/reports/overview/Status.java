package dev.sluice.reports.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer.
 *
 * @param at when the ledger was read
 * @param asOf up to when the tables mirror the log; null while Kafka can't say
 * @param receiving batches that are coming in, and counted when they end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Status(
        Instant at,
        @Nullable Instant asOf,
        Counted rows,
        long receiving,
        Map<String, Long> letters,
        List<Table> tables,
        List<Trouble> troubles) {

    /** @param letters by state */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Table(
            String table,
            Counted rows,
            Rates perSecond,
            @Nullable Lag behind,
            Map<String, Long> letters) {}

    /** Rows a second, over the last looks. */
    record Rates(double received, double judged, double stored, double dead) {

        static Rates between(Counted before, Counted now, double seconds) {
            return new Rates(
                    rate(now.received() - before.received(), seconds),
                    rate(now.judged() - before.judged(), seconds),
                    rate(now.stored() - before.stored(), seconds),
                    rate(now.dead() - before.dead(), seconds));
        }

        private static double rate(long rows, double seconds) {
            return seconds <= 0 ? 0 : Math.round(Math.max(0, rows) / seconds * 10) / 10.0;
        }
    }

    /** Records of the log that a stage has yet to take. */
    record Lag(long toJudge, long toStore) {}

    /** @param ledger at least one, the oldest first */
    static Status of(List<String> tables, List<LedgerState> ledger, List<LogState> log) {
        LedgerState now = ledger.get(ledger.size() - 1);
        LedgerState before = ledger.get(Math.max(0, ledger.size() - 6));
        double seconds = (now.nanos() - before.nanos()) / 1e9;
        @Nullable
        LogState behind = log.isEmpty() || !log.get(log.size() - 1).reachable() ? null : log.get(log.size() - 1);
        List<Table> lines = new ArrayList<>();
        for (String table : tables) {
            Counted counted = now.tables().getOrDefault(table, Counted.NOTHING);
            Rates rates = Rates.between(before.tables().getOrDefault(table, Counted.NOTHING), counted, seconds);
            lines.add(new Table(
                    table, counted, rates, lag(behind, table), now.letters().getOrDefault(table, Map.of())));
        }
        Map<String, Long> letters = Map.of(
                "open", now.letters("open"),
                "parked", now.letters("parked"),
                "resolved", now.letters("resolved"),
                "discarded", now.letters("discarded"));
        return new Status(
                now.at(),
                behind == null ? null : behind.asOf(),
                now.all(),
                now.receiving(),
                letters,
                lines,
                Troubles.of(now, log));
    }

    private static @Nullable Lag lag(@Nullable LogState log, String table) {
        return log == null
                ? null
                : new Lag(
                        log.toJudge()
                                .getOrDefault(table, LogState.Behind.NOTHING)
                                .records(),
                        log.toStore()
                                .getOrDefault(table, LogState.Behind.NOTHING)
                                .records());
    }
}
