package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything that lasts between two starts. One house at a time, whether or not its backends are in it. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".writable", ""));
        } catch (FileAlreadyExistsException e) {
            throw new StartRefused("the data directory " + path + " is a file");
        } catch (IOException e) {
            throw new StartRefused("can't write the data directory " + path + "; choose another with --data");
        }
        return new DataDirectory(path, lock(path));
    }

    private static FileChannel lock(Path path) {
        Path file = path.resolve("house.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new StartRefused("the data directory " + path + " is in use by process "
                        + Files.readString(file).strip() + "; stop it, or choose another --data");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException e) {
            throw new StartRefused("can't lock the data directory " + path + ": " + e.getMessage());
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            // Beyond the text, which must stay readable where locks are mandatory.
            return channel.tryLock(1L << 40, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The operating system does the same when the process dies, however it dies. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("logs").resolve("sluice.log");
    }

    Path backups() {
        return path.resolve("backups");
    }

    Path validatorState() {
        return path.resolve("validator");
    }

    /** Written by the embedded PostgreSQL's first start. */
    Path postgresPasswordFile() {
        return path.resolve("postgres.password");
    }

    Path adminKeyFile() {
        return path.resolve("admin-key");
    }
}
