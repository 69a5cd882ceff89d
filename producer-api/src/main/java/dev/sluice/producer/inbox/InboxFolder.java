package dev.sluice.producer.inbox;

import dev.sluice.producer.upload.FileName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder and what lies in it: dropped files, and those being worked on, done and failed. A file is given a name of its
 * own with the move that takes it, and keeps it: the same name may be dropped again. Moves are atomic, so that of two
 * processes one gets the file.
 */
final class InboxFolder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern OWN = Pattern.compile("\\.([0-9]{8}T[0-9]{6}Z)-[0-9a-f]{8}\\.");

    private final Path dropped;
    private final Path working;
    private final Path done;
    private final Path failed;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private InboxFolder(Path dir, Clock clock) {
        this.dropped = dir;
        this.working = dir.resolve("working");
        this.done = dir.resolve("done");
        this.failed = dir.resolve("failed");
        this.clock = clock;
    }

    static InboxFolder open(Path dir, Clock clock) {
        InboxFolder folder = new InboxFolder(dir, clock);
        try {
            for (Path each : List.of(folder.working, folder.done, folder.failed)) {
                Files.createDirectories(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sluice.inbox.dir can't be used: " + dir, e);
        }
        return folder;
    }

    List<Path> dropped() throws IOException {
        return files(dropped);
    }

    /** What was begun, by this process or one before it. */
    List<Path> working() throws IOException {
        return files(working);
    }

    /** Takes a dropped file; it may be gone. */
    void take(Path file) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        byte[] tail = new byte[4];
        random.nextBytes(tail);
        String own = name.substring(0, dot) + "." + TIME.format(clock.instant()) + "-"
                + HexFormat.of().formatHex(tail) + name.substring(dot);
        move(file, working.resolve(own));
    }

    /** Since when a file is being worked on, by the name it was given then. */
    Duration lay(Path file) {
        Matcher own = OWN.matcher(file.getFileName().toString());
        return own.find() ? Duration.between(TIME.parse(own.group(1), Instant::from), clock.instant()) : Duration.ZERO;
    }

    /** Where the rows that were set aside are written, beside where the file will lie. */
    Path rejects(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.[a-z]+(\\.gz)?$", "");
        return done.resolve(name + ".rejects.csv");
    }

    /** Last step of all. */
    void done(Path file) throws IOException {
        move(file, done.resolve(file.getFileName()));
    }

    /** @param problem what is wrong, for people */
    void failed(Path file, String problem) throws IOException {
        Files.writeString(failed.resolve(file.getFileName() + ".problem.txt"), problem + "\n");
        move(file, failed.resolve(file.getFileName()));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the folders of sluice.inbox.dir must lie on one file system", e);
        } catch (NoSuchFileException e) {
            if (Files.exists(from)) {
                throw e;
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(InboxFolder::isOurs)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && new FileName(name).format().isPresent();
    }
}
