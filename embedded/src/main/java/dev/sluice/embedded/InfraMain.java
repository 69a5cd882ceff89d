package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child JVM: broker and PostgreSQL for as long as standard input is open. Its end is the parent's order to stop, and is
 * also what the parent's death looks like.
 */
public final class InfraMain {
    private static final Logger LOG = LoggerFactory.getLogger(InfraMain.class);
    /** With PostgreSQL's guard this keeps the promise that nothing outlives a killed parent by more than ten seconds. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(9);

    private final PrintStream reports;
    private final Infra infra;

    private InfraMain(InfraSpec spec, PrintStream reports) {
        this.reports = reports;
        this.infra = new Infra(spec, this::report);
    }

    public static void main(String[] arguments) {
        PrintStream reports = System.out;
        System.setOut(System.err); // whatever a library prints, it is not a report
        new InfraMain(InfraSpec.ofArguments(List.of(arguments)), reports).run(System.in);
    }

    private void run(InputStream parent) {
        Signals.ignore("INT", "HUP");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "infra-stop"));
        new Thread(() -> exitAtEnd(parent), "parent-watch").start();
        try {
            report(infra.start());
        } catch (InfraException e) {
            report(new InfraReport.Failed(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            LOG.atError().setCause(e).log("infra not started");
            report(new InfraReport.Failed("Kafka and PostgreSQL did not start: " + e));
        }
    }

    private synchronized void report(InfraReport report) {
        reports.println(report.line());
        reports.flush();
        if (report instanceof InfraReport.Failed) {
            new Thread(() -> System.exit(1), "infra-failed").start();
        }
    }

    private void stop() {
        Thread deadline = new Thread(InfraMain::haltAfterDeadline, "stop-deadline");
        deadline.setDaemon(true);
        deadline.start();
        try {
            infra.stop();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("infra not stopped in order");
        }
    }

    /** The log and the write-ahead log are replayed by the next start. */
    private static void haltAfterDeadline() {
        try {
            Thread.sleep(STOPPED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(2);
    }

    private static void exitAtEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("parent gone");
        }
        System.exit(0);
    }
}
