package dev.sluice.backup.take;

import dev.sluice.problem.ProblemException;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;

/** What is answered instead of a backup. */
public final class Refusal {
    private static final ProblemKind BAD_NAME = new ProblemKind(
            "bad-backup-name",
            400,
            "That is no name of a backup",
            false,
            "A name is 1 to 64 of the characters a-z, 0-9 and hyphen, and not 'schedule' or 'runs'.");

    private static final ProblemKind UNKNOWN_BACKUP = new ProblemKind(
            "unknown-backup", 404, "There is no such backup", false, "GET /v1/backups lists those that there are.");

    private static final ProblemKind UNKNOWN_RUN = new ProblemKind(
            "unknown-run",
            404,
            "There is no such run",
            false,
            "Runs are remembered by the process that does them, the last hundred of them.");

    private static final ProblemKind EXISTS = new ProblemKind(
            "backup-exists", 409, "There is a backup of this name", false, "Choose another name, or delete that one.");

    private static final ProblemKind RUNNING = new ProblemKind(
            "backup-running",
            409,
            "A backup is being taken",
            true,
            "One is taken at a time. GET /v1/backups/runs says how far it is.");

    private static final ProblemKind IN_USE = new ProblemKind(
            "backup-in-use",
            409,
            "The backup is needed",
            true,
            "A restore, a verification or a drill needs it. It can be deleted afterwards.");

    private static final ProblemKind DAMAGED = new ProblemKind(
            "damaged-backup",
            422,
            "The backup is damaged",
            false,
            "It is not what it was when it was taken; the findings name the files. Nothing was changed. Restore another"
                    + " one.");

    private static final ProblemKind BAD_REQUEST = new ProblemKind(
            "bad-backup",
            400,
            "The request for a backup can't be understood",
            false,
            "The body is a JSON object with the optional members name and tables.");

    private static final ProblemKind STORAGE = new ProblemKind(
            "backup-storage",
            503,
            "The storage of the backups can't be used",
            true,
            "The directory of the backups can't be read or written. The log of the service says why.");

    private Refusal() {}

    public static ProblemKinds kinds() {
        return ProblemKinds.of(
                BAD_NAME, UNKNOWN_BACKUP, UNKNOWN_RUN, EXISTS, RUNNING, IN_USE, DAMAGED, BAD_REQUEST, STORAGE);
    }

    public static ProblemException badName(String name) {
        return BAD_NAME.because("'" + name + "' is no name of a backup.");
    }

    public static ProblemException unknownBackup(String name) {
        return UNKNOWN_BACKUP.because("There is no backup " + name + ".");
    }

    static ProblemException unknownFile(String name, String file) {
        return Problems.NOT_FOUND.because("The backup " + name + " has no file " + file + ".");
    }

    static ProblemException unknownRun(String id) {
        return UNKNOWN_RUN.because("There is no run " + id + ".");
    }

    static ProblemException exists(String name) {
        return EXISTS.because("There is a backup " + name + " already.");
    }

    static ProblemException running(String name) {
        return RUNNING.problem("The backup " + name + " is being taken.")
                .with("backup", name)
                .exception();
    }

    static ProblemException inUse(String name) {
        return IN_USE.because("The backup " + name + " is needed.");
    }

    public static ProblemException damaged(dev.sluice.backup.files.DamagedException damage) {
        return DAMAGED.problem("The backup is not what was written.")
                .with("findings", damage.findings())
                .exception();
    }

    public static ProblemException unknownTable(String table) {
        return Problems.UNKNOWN_TABLE
                .problem("There is no table " + table + ".")
                .with("table", table)
                .exception();
    }

    static ProblemException badRequest(String detail) {
        return BAD_REQUEST.because(detail);
    }

    public static ProblemException storage() {
        return STORAGE.because("The directory of the backups can't be used.");
    }
}
