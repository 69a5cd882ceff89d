package dev.sluice.reports.page;

import dev.sluice.problem.ProblemException;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;
import java.time.Duration;

/** Every answer of this stage that is not what was asked for. */
public final class Refusal {

    private static final ProblemKind UNKNOWN_REPORT = new ProblemKind(
            "unknown-report",
            404,
            "There is no such report",
            false,
            "GET /v1/reports lists the reports that there are.");

    private static final ProblemKind UNKNOWN_BATCH = new ProblemKind(
            "unknown-batch",
            404,
            "There is no such batch",
            false,
            "The ledger has not heard of this batch. One that was accepted this very moment may take a second to show.");

    private static final ProblemKind UNKNOWN_ROW = new ProblemKind(
            "unknown-row", 404, "There is no such row", false, "The table has no row of this key at the moment.");

    private static final ProblemKind NOT_COUNTED_YET = new ProblemKind(
            "not-counted-yet",
            503,
            "The rows are being counted",
            true,
            "Reports begin once the rows that were there before this service have been counted, which takes seconds.");

    private Refusal() {}

    public static ProblemKinds kinds() {
        return ProblemKinds.of(UNKNOWN_REPORT, UNKNOWN_BATCH, UNKNOWN_ROW, NOT_COUNTED_YET);
    }

    public static ProblemException unknownReport(String name) {
        return UNKNOWN_REPORT.because("There is no report " + name + ".");
    }

    public static ProblemException unknownBatch(String id) {
        return UNKNOWN_BATCH.because("There is no batch " + id + ".");
    }

    public static ProblemException unknownTable(String name) {
        return Problems.UNKNOWN_TABLE.because("There is no table " + name + ".");
    }

    public static ProblemException unknownRow(String table, String key) {
        return UNKNOWN_ROW.because("The table " + table + " has no row " + key + ".");
    }

    public static ProblemException unknownLetter(String id) {
        return Problems.UNKNOWN_LETTER.because("There is no dead letter " + id + ".");
    }

    public static ProblemException badParameter(String name, String expected) {
        return Problems.INVALID_REQUEST
                .problem("The parameter " + name + " must be " + expected + ".")
                .with("parameter", name)
                .exception();
    }

    public static ProblemException notAcceptable() {
        return Problems.NOT_ACCEPTABLE.because("There is JSON and CSV here, by Accept or ?format=.");
    }

    public static ProblemException notCountedYet() {
        return NOT_COUNTED_YET
                .problem("The tables had rows before; they are being counted.")
                .retryAfter(Duration.ofSeconds(1))
                .exception();
    }
}
