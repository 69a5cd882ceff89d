package dev.sluice.reports.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Reads out of what was seen what somebody has to know. */
final class Troubles {

    /** Looks are a second apart or more: a stage that works moves between some of them. */
    private static final int LOOKS_WITHOUT_MOVING = 10;

    private Troubles() {}

    /** @param log what was seen of the log, the oldest first */
    static List<Trouble> of(LedgerState ledger, List<LogState> log) {
        List<Trouble> troubles = new ArrayList<>();
        if (!log.isEmpty()) {
            ofLog(log, troubles);
        }
        ofLedger(ledger, troubles);
        return troubles;
    }

    private static void ofLog(List<LogState> log, List<Trouble> troubles) {
        LogState now = log.get(log.size() - 1);
        if (!now.reachable()) {
            troubles.add(Trouble.error(
                    "kafka-away",
                    "Kafka does not answer.",
                    "Nothing is lost: what was accepted is in the log, and clients are told to wait. Look whether the"
                            + " brokers run and can be reached from here."));
            return;
        }
        stalled(log, true)
                .ifPositive(count -> troubles.add(Trouble.error(
                        "validator-stalled",
                        count + " records wait to be judged, and the validator does not move.",
                        "Look whether the stream-validator runs; its log and its readiness say what holds it up.")));
        stalled(log, false)
                .ifPositive(count -> troubles.add(Trouble.error(
                        "sink-stalled",
                        count + " records wait to be stored, and the sink does not move.",
                        "Look whether the db-sink runs and PostgreSQL takes writes; its log and its readiness say what holds it"
                                + " up.")));
    }

    private static void ofLedger(LedgerState ledger, List<Trouble> troubles) {
        if (ledger.unbalanced() > 0) {
            troubles.add(Trouble.error(
                    "unbalanced",
                    batches(ledger.unbalanced()) + " not added up for a minute.",
                    "Everything that was in the log then has been judged and stored, and the stages do not agree about"
                            + " these batches. This is a bug: keep the topics and report it."));
        }
        long parked = ledger.letters("parked");
        if (parked > 0) {
            troubles.add(Trouble.warning(
                    "parked",
                    parkedRows(parked),
                    "Look at them one by one; all of one reason may need a change in the contract or at the sender.",
                    "#/letters?state=parked"));
        }
        long open = ledger.letters("open");
        if (open > 0) {
            troubles.add(Trouble.warning(
                    "set-aside",
                    rows(open) + " set aside.",
                    "See why, mend and replay them, or discard what was never meant.",
                    "#/letters"));
        }
        if (ledger.interrupted() > 0) {
            troubles.add(Trouble.warning(
                    "interrupted",
                    (ledger.interrupted() == 1 ? "1 upload" : ledger.interrupted() + " uploads")
                            + " broke off in the last day.",
                    "What had come in until then was taken. Send the rest; where every row has an id of its own, the"
                            + " whole file does no harm.",
                    "#/upload"));
        }
    }

    private static String parkedRows(long count) {
        return count == 1
                ? "1 row failed five times and is parked."
                : count + " rows failed five times and are parked.";
    }

    private static String rows(long count) {
        return count == 1 ? "1 row was" : count + " rows were";
    }

    private static String batches(long count) {
        return count == 1 ? "1 batch has" : count + " batches have";
    }

    private static Stall stalled(List<LogState> log, boolean judging) {
        if (log.size() < LOOKS_WITHOUT_MOVING) {
            return new Stall(0);
        }
        LogState first = log.get(log.size() - LOOKS_WITHOUT_MOVING);
        LogState last = log.get(log.size() - 1);
        LogState.Behind before = sum(judging ? first.toJudge() : first.toStore());
        LogState.Behind now = sum(judging ? last.toJudge() : last.toStore());
        boolean still =
                first.reachable() && before.records() > 1 && now.records() > 1 && before.passed() == now.passed();
        return new Stall(still ? now.records() : 0);
    }

    private static LogState.Behind sum(Map<String, LogState.Behind> byTable) {
        return byTable.values().stream().reduce(LogState.Behind.NOTHING, LogState.Behind::plus);
    }

    private record Stall(long records) {
        void ifPositive(LongConsumer consumer) {
            if (records > 0) {
                consumer.accept(records);
            }
        }
    }
}
