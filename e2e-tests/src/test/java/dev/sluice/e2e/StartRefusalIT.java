package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't work is said in one line. */
final class StartRefusalIT {

    @TempDir
    Path directory;

    @Test
    void takenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (RunningSluice sluice = RunningSluice.launch(directory, taken.getLocalPort())) {

                assertThat(sluice.exitCode()).isEqualTo(1);

                assertThat(sluice.output().lines())
                        .singleElement()
                        .asString()
                        .startsWith("sluice: port " + taken.getLocalPort() + " is taken");
            }
        }
    }

    @Test
    void secondInstanceOnTheSameData() {
        try (RunningSluice first = RunningSluice.start(directory);
                RunningSluice second = RunningSluice.launch(directory, RunningSluice.freePort())) {

            assertThat(second.exitCode()).isEqualTo(1);

            assertThat(second.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("sluice: ")
                    .contains(directory.toString());
            assertThat(first.api().ready()).isTrue();
        }
    }

    @Test
    void dataDirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));
        try (RunningSluice sluice = RunningSluice.launch(file, RunningSluice.freePort())) {

            assertThat(sluice.exitCode()).isEqualTo(1);

            assertThat(sluice.output().lines()).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void optionThatDoesNotExist() {
        try (RunningSluice sluice = RunningSluice.launch(directory, RunningSluice.freePort(), "--prot", "1")) {

            assertThat(sluice.exitCode()).isEqualTo(1);

            assertThat(sluice.output().lines()).singleElement().asString().contains("--prot");
        }
    }
}
