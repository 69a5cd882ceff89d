package dev.sluice.standalone;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** What a failed start comes down to, in one line. */
final class StartFailure {

    private StartFailure() {}

    static String line(Throwable failure, Options options) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                return "port " + inUse.getPort() + " is taken; choose another with --port";
            }
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                root = cause;
            }
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return "could not start: " + reason.lines().findFirst().orElse("") + " (the log, "
                + options.data().resolve("logs").resolve("sluice.log") + ", has more)";
    }
}
