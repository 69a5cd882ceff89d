package dev.sluice.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One broker per data directory: a second one corrupts it before it notices. The operating system gives the lock back
 * when its holder dies, however it dies; it is held until then, so it outlasts all that it protects.
 *
 * <p>The file names the holder and the process that started it. A holder whose starter is dead is on its way out, and is
 * waited for: that is the start right after a {@code kill -9}.
 */
final class DirectoryLock {
    private static final Duration HOLDER_ENDS_WITHIN = Duration.ofSeconds(15);
    /** Beyond the text, which must stay readable where locks are mandatory. */
    private static final long LOCKED_BYTE = 1L << 40;

    /** A channel that is garbage is closed by the collector, and its lock is gone. */
    private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

    private DirectoryLock() {}

    static void take(Path data) throws IOException, InterruptedException {
        FileChannel channel = open(data);
        long deadline = System.nanoTime() + HOLDER_ENDS_WITHIN.toNanos();
        while (true) {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock != null) {
                writeHolder(channel);
                HELD.add(lock);
                return;
            }
            String[] holder = Files.readString(data.resolve("lock")).strip().split(" ");
            boolean orphaned = holder.length == 2
                    && ProcessHandle.of(Long.parseLong(holder[1])).isEmpty();
            if (!orphaned || System.nanoTime() > deadline) {
                String who = holder.length == 2 ? "process " + holder[1] : "another process";
                channel.close();
                throw new InfraException(
                        "the data directory " + data + " is in use by " + who + "; stop it, or choose another --data");
            }
            Thread.sleep(50);
        }
    }

    private static FileChannel open(Path data) throws IOException {
        try {
            return FileChannel.open(
                    data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new InfraException("the data directory " + data + " can't be written by "
                    + System.getProperty("user.name") + ", or belongs to somebody else");
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long starter = self.parent().map(ProcessHandle::pid).orElse(self.pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((self.pid() + " " + starter + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }
}
