package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrustedClassesTest {
    /** In a JVM of its own: in this one another test may have loaded what has to load itself. */
    @Test
    void plainAvroMakesOurGeneratedClassesWithoutBeingTold() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainAvroReader.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(reader.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("dev.sluice.hiring.Job").contains("java.util.Random is not trusted");
        assertThat(reader.exitValue()).isZero();
    }
}
