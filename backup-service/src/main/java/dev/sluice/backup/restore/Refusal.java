package dev.sluice.backup.restore;

import dev.sluice.problem.ProblemException;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;

/** What is answered instead of a restore. */
final class Refusal {
    private static final ProblemKind BAD_RESTORE = new ProblemKind(
            "bad-restore",
            400,
            "The request for a restore can't be understood",
            false,
            "The body is a JSON object: backup, and optionally tables, mode (exact, merge, latest), until (a time, with"
                    + " latest only) and dryRun.");

    private static final ProblemKind WOULD_ORPHAN = new ProblemKind(
            "would-orphan",
            409,
            "Rows would be left without the rows they refer to",
            false,
            "Nothing was changed. Restore the tables that the answer names together with this one, or use the mode"
                    + " 'merge', which removes nothing.");

    private static final ProblemKind RUNNING = new ProblemKind(
            "restore-running",
            409,
            "A restore is running",
            true,
            "One runs at a time: two would overtake each other. The answer names it.");

    private static final ProblemKind TAIL_GONE = new ProblemKind(
            "log-tail-gone",
            409,
            "The log can't say any more what happened since",
            false,
            "Nothing was changed. The log keeps removals and older writes for a limited time. Restore the backup as it is"
                    + " (mode 'exact'), or a younger one.");

    private static final ProblemKind UNKNOWN = new ProblemKind(
            "unknown-restore", 404, "There is no such restore", false, "GET /v1/restores lists the last hundred.");

    private static final ProblemKind TOO_LATE = new ProblemKind(
            "too-late-to-cancel",
            409,
            "The restore can't be cancelled any more",
            false,
            "Part of it is in the log, or it has ended. Another restore brings the tables to wherever you want them.");

    private Refusal() {}

    static ProblemKinds kinds() {
        return ProblemKinds.of(BAD_RESTORE, WOULD_ORPHAN, RUNNING, TAIL_GONE, UNKNOWN, TOO_LATE);
    }

    static ProblemException bad(String detail) {
        return BAD_RESTORE.because(detail);
    }

    static ProblemException wouldOrphan(Restore restore) {
        return WOULD_ORPHAN
                .problem("Rows would be left without the rows they refer to.")
                .with("orphans", restore.orphans())
                .with("restore", restore.id())
                .exception();
    }

    static ProblemException running(String restore) {
        return RUNNING.problem("The restore " + restore + " is running.")
                .with("restore", restore)
                .exception();
    }

    static ProblemException tailGone(Restore restore) {
        return TAIL_GONE
                .problem(String.valueOf(restore.problem()))
                .with("restore", restore.id())
                .exception();
    }

    static ProblemException unknown(String id) {
        return UNKNOWN.because("There is no restore " + id + ".");
    }

    static ProblemException tooLate(Restore restore) {
        return TOO_LATE.problem("It is " + restore.state().text() + ".")
                .with("state", restore.state().text())
                .exception();
    }
}
