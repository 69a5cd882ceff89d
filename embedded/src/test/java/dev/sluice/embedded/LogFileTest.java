package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {

    @TempDir
    Path directory;

    @Test
    void aFullLogMakesRoomAndIsKeptOnce() throws IOException {
        Path log = directory.resolve("logs").resolve("child.log");
        LogFile.makeRoom(log);
        Files.write(log, new byte[(10 << 20) + 1]);

        LogFile.makeRoom(log);

        assertThat(log).doesNotExist();
        assertThat(log.resolveSibling("child.log.1")).hasSize((10 << 20) + 1);
    }

    @Test
    void aShortLogGoesOn() throws IOException {
        Path log = Files.writeString(directory.resolve("child.log"), "yesterday");

        LogFile.makeRoom(log);

        assertThat(log).hasContent("yesterday");
    }
}
