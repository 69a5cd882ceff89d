package dev.sluice.start;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says why a start failed in one line, in place of Boot's framed paragraphs. Found through spring.factories. */
final class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        LOG.atError()
                .addKeyValue("cause", oneLine(analysis.getDescription()))
                .addKeyValue("action", oneLine(analysis.getAction()))
                .log("start failed");
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
