package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples do what it says: every block marked to be run is run, in order, by a shell. */
final class ReadmeIT {

    private static final Pattern EXAMPLE = Pattern.compile("<!-- run -->\n```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path data;

    @Test
    void examplesSucceed() throws IOException, InterruptedException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Checkout.root().resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(examples).isNotEmpty();

        try (RunningSluice sluice = RunningSluice.start(data)) {
            for (String example : examples) {
                String script =
                        example.replace("http://localhost:8080", sluice.api().url());
                ProcessBuilder builder =
                        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).redirectErrorStream(true);
                builder.environment().put("SLUICE_ADMIN_KEY", RunningSluice.ADMIN_KEY);
                Process shell = builder.start();
                String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(shell.exitValue()).as(script + "\n" + output).isZero();
            }
        }
    }
}
