package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void openingMakesItAndLeavesNothingButItsLock() throws IOException {
        DataDirectory.open(temporary.resolve("deep/down")).close();

        try (Stream<Path> left = Files.list(temporary.resolve("deep/down"))) {
            assertThat(left).containsExactly(temporary.resolve("deep/down/house.lock"));
        }
    }

    @Test
    void oneHouseAtATime() {
        DataDirectory.open(temporary).close();

        try (DataDirectory first = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
    }
}
