package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus: about metrics that there are, and of the meaning that their own tests give them. */
final class AlertsTest {
    private static final Path DEPLOY = Checkout.root().resolve("deploy");
    private static final Pattern METRIC = Pattern.compile("\\bsluice_[a-z_]+");

    @Test
    void everyMetricOfARuleIsDocumented() throws IOException {
        String documented =
                Files.readString(Checkout.root().resolve("docs/METRICS.md")).replace('.', '_');

        Set<String> metrics = METRIC.matcher(Files.readString(DEPLOY.resolve("alerts.yml")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(metrics)
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(documented)
                        .contains("`" + metric.replaceFirst("(_seconds)?(_(total|count|sum|bucket))?$", "")));
    }

    /** Only where Prometheus's own tool is at hand: there is no other that knows its language. */
    @Test
    void theRulesPassTheirOwnTests() throws IOException, InterruptedException {
        Optional<Path> promtool = promtool();
        assumeTrue(promtool.isPresent(), "no promtool on the path");

        Process process = new ProcessBuilder(promtool.get().toString(), "test", "rules", "alerts-test.yml")
                .directory(DEPLOY.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private static Optional<Path> promtool() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
