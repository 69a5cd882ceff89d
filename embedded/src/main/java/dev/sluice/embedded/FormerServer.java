package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an earlier run left on a cluster's directory. A server that outlived its guard is stopped, never adopted: nobody
 * would end it with us. {@code postmaster.pid} is left to PostgreSQL's own judgement, except where its number was given
 * to another program since and no backend lives: PostgreSQL would refuse for as long as that program runs.
 */
final class FormerServer {
    private static final Path PROC = Path.of("/proc");
    private static final Duration BACKENDS_END_WITHIN = Duration.ofSeconds(10);

    private final PostgresCluster cluster;
    private final Path directory;
    private final long postmaster;

    private FormerServer(PostgresCluster cluster, long postmaster) throws IOException {
        this.cluster = cluster;
        this.directory = cluster.directory().toRealPath();
        this.postmaster = postmaster;
    }

    static void end(PostgresCluster cluster) throws IOException, InterruptedException {
        Optional<PostmasterFile> file = PostmasterFile.read(cluster.directory());
        if (file.isPresent()) {
            new FormerServer(cluster, file.get().pid()).end();
        }
    }

    private void end() throws IOException, InterruptedException {
        if (worksHere(postmaster)) {
            stop("fast", "8");
        }
        if (worksHere(postmaster)) {
            stop("immediate", "4");
        }
        awaitNobodyWorksHere();
        if (Files.isDirectory(PROC) && ProcessHandle.of(postmaster).isPresent()) {
            Files.deleteIfExists(PostmasterFile.in(directory));
        }
    }

    private void stop(String mode, String seconds) throws IOException, InterruptedException {
        String pgCtl = cluster.programs().program("pg_ctl");
        Tool.run(cluster.account().command(pgCtl, "stop", "-D", directory.toString(), "-m", mode, "-t", seconds));
    }

    private void awaitNobodyWorksHere() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BACKENDS_END_WITHIN.toNanos();
        List<Long> alive = processes();
        while (!alive.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new InfraException("processes " + alive + " of a former PostgreSQL still work on " + directory
                        + "; end them first");
            }
            Thread.sleep(20);
            alive = processes();
        }
    }

    /** Backends too where the system tells which they are; elsewhere PostgreSQL's own check must find them. */
    private List<Long> processes() throws IOException {
        if (!Files.isDirectory(PROC)) {
            return worksHere(postmaster) ? List.of(postmaster) : List.of();
        }
        List<Long> found = new java.util.ArrayList<>();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            for (long pid : all.mapToLong(ProcessHandle::pid).toArray()) {
                if (worksHere(pid)) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    /** The postmaster and its backends have the cluster's directory as their working directory. */
    private boolean worksHere(long pid) throws IOException {
        if (!Files.isDirectory(PROC)) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.equals(cluster.programs().program("postgres")))
                    .isPresent();
        }
        Path process = PROC.resolve(Long.toString(pid));
        try {
            return Files.readString(process.resolve("comm")).strip().equals("postgres") && isInDirectory(process);
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** Root in a container may not look into others' processes: better a refusal than a second server. */
    private boolean isInDirectory(Path process) throws IOException {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (AccessDeniedException e) {
            return Files.getOwner(process).equals(Files.getOwner(directory));
        }
    }
}
