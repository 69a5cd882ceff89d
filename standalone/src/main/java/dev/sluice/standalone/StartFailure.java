package dev.sluice.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
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

    /** Logging may not have been set up yet. */
    static void log(Throwable failure, Options options) {
        if (Stages.LOG.isErrorEnabled()) {
            Stages.LOG.atError().setCause(failure).log("start failed");
            return;
        }
        Path log = options.data().resolve("logs").resolve("sluice.log");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    Instant.now() + " ERROR start failed\n" + trace,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
