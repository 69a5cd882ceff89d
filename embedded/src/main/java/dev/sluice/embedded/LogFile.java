package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a child says goes to a file that outlives it. Each start leaves room: at most two files of about this size stay. */
final class LogFile {
    private static final long FULL = 10L << 20;

    private LogFile() {}

    static void makeRoom(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > FULL) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
