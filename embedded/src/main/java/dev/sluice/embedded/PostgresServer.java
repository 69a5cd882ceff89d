package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of a PostgreSQL server, behind a guard (guard.sh) that ends it when this JVM closes the guard's standard input
 * or dies. fsync stays on: an acknowledged row survives a power failure.
 */
final class PostgresServer {
    /** Long: after a crash the log is replayed first. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    /** Longer than the guard's own patience. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(12);

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final PostgresCluster cluster;
    private final Process guard;
    private final long pid;

    private PostgresServer(PostgresCluster cluster, Process guard, long pid) {
        this.cluster = cluster;
        this.guard = guard;
        this.pid = pid;
    }

    /** Returns when clients are served. */
    static PostgresServer start(PostgresCluster cluster, int port) throws IOException, InterruptedException {
        FormerServer.end(cluster);
        LogFile.makeRoom(cluster.log());
        long logged = Files.exists(cluster.log()) ? Files.size(cluster.log()) : 0;
        ProcessBuilder builder = new ProcessBuilder(command(cluster, port))
                .redirectErrorStream(true)
                // A file, never a pipe: the server would keep it open, and stop when nobody reads it.
                .redirectOutput(Redirect.appendTo(cluster.log().toFile()));
        Tool.cleanEnvironment(builder.environment());
        Process guard = builder.start();
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<PostmasterFile> file = PostmasterFile.read(cluster.directory());
            if (file.isPresent() && file.get().ready() && isOf(guard, file.get().pid())) {
                return new PostgresServer(cluster, guard, file.get().pid());
            }
            if (guard.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new InfraException("PostgreSQL did not start: " + reason(cluster.log(), logged));
            }
        }
        guard.getOutputStream().close();
        throw new InfraException(
                "PostgreSQL is not ready after " + READY_WITHIN.toMinutes() + " minutes; see " + cluster.log());
    }

    long pid() {
        return pid;
    }

    /** Waits for the server's end, whoever ends it. */
    int awaitExitCode() {
        return guard.onExit().join().exitValue();
    }

    void stop() throws IOException, InterruptedException {
        if (WINDOWS) {
            Tool.run(List.of(
                    cluster.programs().program("pg_ctl"),
                    "stop",
                    "-m",
                    "fast",
                    "-D",
                    cluster.directory().toString()));
        }
        guard.getOutputStream().close();
        if (!guard.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The file of a killed server says "ready" until the next one has replaced it. */
    private static boolean isOf(Process guard, long pid) {
        return pid == guard.pid()
                || ProcessHandle.of(pid)
                        .flatMap(ProcessHandle::parent)
                        .filter(parent -> parent.pid() == guard.pid())
                        .isPresent();
    }

    private static List<String> command(PostgresCluster cluster, int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (!WINDOWS) {
            command.addAll(List.of("bash", "-c", guardScript(), "sluice-postgres-guard"));
        }
        command.addAll(cluster.account()
                .command(
                        cluster.programs().program("postgres"),
                        "-D",
                        cluster.directory().toString(),
                        "-c",
                        "listen_addresses=" + Ports.LOOPBACK,
                        "-c",
                        "port=" + port,
                        "-c",
                        "unix_socket_directories="));
        return command;
    }

    private static String guardScript() throws IOException {
        try (InputStream in = PostgresServer.class.getResourceAsStream("guard.sh")) {
            if (in == null) {
                throw new IllegalStateException("guard.sh is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The last line that says why, of what this run has logged. */
    private static String reason(Path log, long from) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        String text = new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((before, line) -> line)
                .or(() -> text.lines().reduce((before, line) -> line))
                .orElse("it said nothing, see " + log);
    }
}
