package dev.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the child JVM, as its parent sees it. */
final class InfraChild {
    private static final Logger LOG = LoggerFactory.getLogger(InfraChild.class);
    /** Longer than the child's own deadline. */
    private static final long STOPPED_WITHIN_SECONDS = 15;

    private final InfraSpec spec;
    private final Process process;
    private final BufferedReader output;

    private InfraChild(InfraSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static InfraChild launch(InfraSpec spec) {
        try {
            LogFile.makeRoom(spec.log());
            Process process = ChildCommand.of(spec)
                    .redirectError(Redirect.appendTo(spec.log().toFile()))
                    .start();
            return new InfraChild(spec, process);
        } catch (IOException e) {
            throw new InfraException("the data directory " + spec.data() + " can't be written: " + reason(e), e);
        }
    }

    /** @throws InfraException when the child ends before it serves */
    Endpoints awaitReady() {
        Optional<InfraReport> report = nextReport();
        while (report.isPresent() && report.get() instanceof InfraReport.PostgresRestarted) {
            report = nextReport();
        }
        if (report.isPresent() && report.get() instanceof InfraReport.Ready ready) {
            return Endpoints.of(spec, ready, process.pid());
        }
        stop();
        if (report.isPresent() && report.get() instanceof InfraReport.Failed failed) {
            throw new InfraException(failed.message());
        }
        throw new InfraException("the broker's process ended with exit code " + awaitExitCode()
                + " before it was ready; see " + spec.log());
    }

    /** Waits for the next report; empty when the child has ended. */
    Optional<InfraReport> nextReport() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<InfraReport> report = InfraReport.parse(line);
                if (report.isPresent()) {
                    return report;
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("infra output closed");
        }
        return Optional.empty();
    }

    int awaitExitCode() {
        return process.onExit().join().exitValue();
    }

    /** Closing its standard input is the order to stop. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("infra input closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
