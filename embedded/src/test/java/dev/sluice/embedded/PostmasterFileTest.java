package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterFileTest {

    @TempDir
    Path cluster;

    @Test
    void readsTheProcessAndWhetherItServes() throws Exception {
        write("4711\n/data/postgres\n1795227816\n15432\n\n127.0.0.1\n  2156207         4\nstarting\n");
        assertThat(PostmasterFile.read(cluster)).contains(new PostmasterFile(4711, false));

        write("4711\n/data/postgres\n1795227816\n15432\n\n127.0.0.1\n  2156207         4\nready   \n");
        assertThat(PostmasterFile.read(cluster)).contains(new PostmasterFile(4711, true));
    }

    @Test
    void readsStandaloneBackends() throws Exception {
        write("-4711\n/data/postgres\n");

        assertThat(PostmasterFile.read(cluster)).contains(new PostmasterFile(4711, false));
    }

    @Test
    void absentAndHalfWrittenFilesSayNothing() throws Exception {
        assertThat(PostmasterFile.read(cluster)).isEmpty();

        write("");
        assertThat(PostmasterFile.read(cluster)).isEmpty();
    }

    private void write(String content) throws Exception {
        Files.writeString(PostmasterFile.in(cluster), content);
    }
}
