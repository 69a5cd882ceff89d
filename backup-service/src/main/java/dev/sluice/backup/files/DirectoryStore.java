package dev.sluice.backup.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Backups as directories of one directory. One in the making, or on its way out, has a name that no backup may have; what
 * a crash leaves of such is removed at the next start.
 */
public final class DirectoryStore implements BackupStore, AutoCloseable {
    private static final String TAKING = ".taking-";
    private static final String LEAVING = ".leaving-";
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9_]*\\.(avro|json)");

    private static final String LOCK = ".lock";

    private final Path root;
    private @Nullable FileChannel lock;

    private DirectoryStore(Path root) {
        this.root = root;
    }

    public static DirectoryStore at(Path root) {
        return new DirectoryStore(root.toAbsolutePath().normalize());
    }

    /**
     * Makes this process the only one that writes here, and removes what a former one didn't finish; answers how much that
     * was. Until there is a directory there is nothing to do.
     */
    public int claim() throws IOException {
        return Files.isDirectory(root) && lock() ? removeStrays() : 0;
    }

    /** The lock goes with the process, however it ends. */
    private synchronized boolean lock() throws IOException {
        if (lock != null) {
            return true;
        }
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel)) {
            lock = channel;
            return true;
        }
        channel.close();
        return false;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private int removeStrays() throws IOException {
        int removed = 0;
        for (Path entry : entries(root)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(TAKING) || name.startsWith(LEAVING)) {
                deleteAll(entry);
                removed++;
            }
        }
        return removed;
    }

    @Override
    public List<BackupName> names() throws IOException {
        List<BackupName> names = new ArrayList<>();
        for (Path entry : entries(root)) {
            BackupName.of(entry.getFileName().toString()).filter(this::exists).ifPresent(names::add);
        }
        names.sort(Comparator.comparing(BackupName::text));
        return names;
    }

    @Override
    public boolean exists(BackupName name) {
        return Files.isDirectory(directory(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Set<String> files(BackupName name) throws IOException {
        Set<String> files = new TreeSet<>();
        for (Path entry : entries(directory(name))) {
            files.add(entry.getFileName().toString());
        }
        return files;
    }

    @Override
    public long size(BackupName name, String file) throws IOException {
        return Files.size(file(name, file));
    }

    @Override
    public InputStream open(BackupName name, String file) throws IOException {
        return Files.newInputStream(file(name, file), LinkOption.NOFOLLOW_LINKS);
    }

    private Path directory(BackupName name) {
        return root.resolve(name.text());
    }

    private Path file(BackupName name, String file) throws IOException {
        if (!exists(name) || !FILE.matcher(file).matches()) {
            throw new NoSuchFileException(file);
        }
        Path path = directory(name).resolve(file);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileNotFoundException(file + " is missing or no plain file");
        }
        return path;
    }

    @Override
    public Draft begin(BackupName name) throws IOException {
        if (exists(name)) {
            throw new FileAlreadyExistsException(name.text());
        }
        Files.createDirectories(root);
        if (!lock()) {
            throw new IOException("another process writes backups to " + root);
        }
        Path temporary = Files.createTempDirectory(root, TAKING + name + "-");
        return new DirectoryDraft(root, temporary, directory(name));
    }

    @Override
    public void delete(BackupName name) throws IOException {
        if (!exists(name)) {
            throw new NoSuchFileException(name.text());
        }
        Path leaving = root.resolve(LEAVING + name + "-" + System.nanoTime());
        Files.move(directory(name), leaving, StandardCopyOption.ATOMIC_MOVE);
        Durable.directory(root);
        deleteAll(leaving);
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }

    /** Links are removed, never followed. */
    static void deleteAll(Path directory) throws IOException {
        for (Path entry : entries(directory)) {
            deleteAll(entry);
        }
        Files.deleteIfExists(directory);
    }
}
