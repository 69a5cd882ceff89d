package dev.sluice.producer.upload;

import dev.sluice.producer.limits.BytesInFlight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of forms lie while they come in: a folder of this process, which a lock tells from those whose process is
 * gone. What such a one has left behind is removed by whoever starts next.
 */
final class SpoolFolder implements AutoCloseable {
    private static final String OURS = "forms-";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private final BytesInFlight room;
    private final long limit;

    private SpoolFolder(Path folder, FileChannel lock, long limit) {
        this.folder = folder;
        this.lock = lock;
        this.limit = limit;
        this.room = new BytesInFlight(limit);
    }

    /**
     * @param parent holds the folders of all processes
     * @param limit bytes that may lie here at the same time
     */
    static SpoolFolder open(Path parent, long limit) {
        try {
            Files.createDirectories(parent);
            // Nobody may take a folder that was just made, and isn't locked yet, for one that was left behind.
            synchronized (SpoolFolder.class) {
                try (FileChannel gate = open(parent.resolve(LOCK));
                        FileLock passed = gate.lock()) {
                    assert passed.isValid();
                    removeLeftBehind(parent);
                    Path folder = Files.createTempDirectory(parent, OURS);
                    FileChannel lock = open(folder.resolve(LOCK));
                    if (held(lock) == null) {
                        throw new IOException("a new file is locked: " + folder.resolve(LOCK));
                    }
                    return new SpoolFolder(folder, lock, limit);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no room for the files of forms: " + parent, e);
        }
    }

    Path file() throws IOException {
        return Files.createTempFile(folder, "part-", null);
    }

    BytesInFlight.Share share() {
        return room.share();
    }

    /** The most that one form may have. */
    long limit() {
        return limit;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock held(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void removeLeftBehind(Path parent) throws IOException {
        for (Path folder : list(parent)) {
            if (folder.getFileName().toString().startsWith(OURS) && Files.isDirectory(folder)) {
                removeUnlessHeld(folder);
            }
        }
    }

    private static void removeUnlessHeld(Path folder) throws IOException {
        try (FileChannel channel = open(folder.resolve(LOCK))) {
            if (held(channel) != null) {
                remove(folder);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Override
    public void close() throws IOException {
        remove(folder);
        lock.close();
    }
}
