package dev.sluice.benchmarks.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The peer: PostgreSQL's own backup of the same tables of the same server, and its way back with all constraints. */
final class PgDump {
    private final String address;
    private final String user;
    private final String password;
    private final Path file;

    /** @param address as {@code psql} takes it */
    PgDump(String address, String user, String password, Path directory) {
        this.address = address;
        this.user = user;
        this.password = password;
        this.file = directory.resolve("tables.dump");
    }

    double dumpSeconds() throws IOException, InterruptedException {
        return run(List.of("pg_dump", "-Fc", "-n", "public", "-d", address, "-U", user, "-f", file.toString()));
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    /** Into an empty database. */
    double restoreSeconds(String database) throws IOException, InterruptedException {
        String target = address.substring(0, address.lastIndexOf('/') + 1) + database;
        run(List.of("psql", "-q", "-d", target, "-U", user, "-c", "drop schema if exists public cascade"));
        return run(List.of("pg_restore", "-d", target, "-U", user, file.toString()));
    }

    private double run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(command)).inheritIO();
        process.environment().put("PGPASSWORD", password);
        long start = System.nanoTime();
        int exit = process.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + exit);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
