package dev.sluice.backup.restore;

/** The log can't say what happened since the backup. */
final class LogRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    LogRefusal(String message) {
        super(message);
    }
}
