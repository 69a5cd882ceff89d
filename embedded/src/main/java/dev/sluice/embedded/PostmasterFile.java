package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}.
 *
 * @param pid of the postmaster
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {
    private static final int STATUS_LINE = 7;

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty while there is none, or while it is only half written. */
    static Optional<PostmasterFile> read(Path cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(in(cluster));
            if (lines.isEmpty() || lines.get(0).isBlank()) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            // A stand-alone backend writes its pid negated.
            return Optional.of(
                    new PostmasterFile(Math.abs(Long.parseLong(lines.get(0).strip())), ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
