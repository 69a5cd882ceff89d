package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InfraReportTest {

    static InfraReport[] reports() {
        return new InfraReport[] {
            new InfraReport.Ready(19092, 15432, 4711),
            new InfraReport.PostgresRestarted(4711, 137),
            new InfraReport.Failed("port 9092 for Kafka is taken")
        };
    }

    @ParameterizedTest
    @MethodSource("reports")
    void isReadAsItWasWritten(InfraReport report) {
        assertThat(InfraReport.parse(report.line())).contains(report);
    }

    @Test
    void linesOfOthersAreSkipped() {
        assertThat(InfraReport.parse("WARNING: a library prints to standard output"))
                .isEmpty();
        assertThat(InfraReport.parse("")).isEmpty();
    }

    @Test
    void staysOnOneLine() {
        assertThat(new InfraReport.Failed("first\nsecond").line()).endsWith(" failed first");
    }
}
