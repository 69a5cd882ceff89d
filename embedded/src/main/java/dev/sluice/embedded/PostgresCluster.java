package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PostgreSQL's directory: initialised once, under another name until it is whole. */
record PostgresCluster(Path data, PostgresPrograms programs, PostgresAccount account) {
    static final String USER = "sluice";
    static final String DATABASE = "sluice";

    /** They stand in postgresql.conf, so they can be changed there. */
    private static final List<String> SETTINGS = List.of(
            "timezone=UTC",
            "log_timezone=UTC",
            // A page read at random costs hardly more than one read in order, so foreign keys are checked by their
            // index.
            "random_page_cost=1.1",
            "shared_buffers=256MB",
            "max_wal_size=2GB",
            "jit=off",
            "log_checkpoints=off",
            // No row's content in a log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            "log_parameter_max_length_on_error=0");

    static PostgresCluster in(Path data, Path programs) throws IOException, InterruptedException {
        return new PostgresCluster(
                data, PostgresPrograms.unpack(programs), PostgresAccount.of(data.resolve("postgres")));
    }

    Path directory() {
        return data.resolve("postgres");
    }

    Path log() {
        return data.resolve("logs").resolve("postgres.log");
    }

    static String readPassword(Path data) {
        try {
            return Files.readString(passwordFile(data)).strip();
        } catch (IOException e) {
            throw new InfraException("the password of PostgreSQL can't be read from " + passwordFile(data), e);
        }
    }

    private static Path passwordFile(Path data) {
        return data.resolve("postgres.password");
    }

    void initialiseIfAbsent() throws IOException, InterruptedException {
        Path directory = directory();
        if (!Files.exists(directory)) {
            initialise(directory);
        }
        String major = Files.readString(directory.resolve("PG_VERSION")).strip();
        if (!major.equals(Integer.toString(programs.major()))) {
            throw new InfraException(directory + " was made by PostgreSQL " + major + ", which " + programs.major()
                    + " can't open; dump it with the old version first");
        }
    }

    private void initialise(Path directory) throws IOException, InterruptedException {
        Path unfinished = directory.resolveSibling("postgres.new");
        Directories.delete(unfinished);
        Files.createDirectory(unfinished);
        account.give(unfinished);
        String password = generatePassword();
        Path passwordForInitdb = secretFile(data.resolve("initdb.password"), password);
        account.give(passwordForInitdb);
        try {
            require(
                    "initialise",
                    Tool.run(account.command(programs.program("initdb"), arguments(unfinished, passwordForInitdb))));
        } finally {
            Files.delete(passwordForInitdb);
        }
        createDatabase(unfinished);
        secretFile(passwordFile(data), password);
        Files.move(unfinished, directory);
    }

    private static String[] arguments(Path directory, Path passwordFile) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + directory,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return arguments.toArray(String[]::new);
    }

    /** In single-user mode: before anybody can connect, the database is there. */
    private void createDatabase(Path directory) throws IOException, InterruptedException {
        List<String> command =
                account.command(programs.program("postgres"), "--single", "-D", directory.toString(), "template1");
        require("create its database", Tool.run(command, "create database " + DATABASE + "\n"));
    }

    private static void require(String step, Tool.Result result) {
        if (result.exitCode() != 0) {
            throw new InfraException("PostgreSQL can't " + step + ": " + result.lastLine());
        }
    }

    private static String generatePassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static Path secretFile(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, secret + "\n");
    }
}
