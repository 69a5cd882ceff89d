package dev.sluice.producer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFolderTest {
    @TempDir
    private Path parent;

    @Test
    void whatAKilledProcessLeftBehindIsRemovedByTheNext() throws IOException {
        Path left = Files.createDirectory(parent.resolve("forms-123"));
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("part-1.tmp"), "id,job");
        Path other = Files.createDirectory(parent.resolve("of somebody else"));

        try (SpoolFolder folder = SpoolFolder.open(parent, 100)) {
            assertThat(left).doesNotExist();
            assertThat(other).exists();
            assertThat(folder.file()).exists();
        }
    }

    @Test
    void whatALivingProcessHasStays() throws IOException {
        try (SpoolFolder first = SpoolFolder.open(parent, 100)) {
            Path file = first.file();

            try (SpoolFolder second = SpoolFolder.open(parent, 100)) {
                assertThat(second.file()).exists();
                assertThat(file).exists();
            }

            assertThat(file).exists();
        }
    }

    @Test
    void nothingIsLeftWhereTheProcessStops() throws IOException {
        try (SpoolFolder folder = SpoolFolder.open(parent, 100)) {
            assertThat(folder.file()).exists();
        }

        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left.map(Path::getFileName).map(Path::toString).toList()).isEqualTo(List.of("lock"));
        }
    }
}
