package dev.sluice.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked once per version. */
record PostgresPrograms(Path directory, int major) {

    static PostgresPrograms unpack(Path parent) throws IOException {
        String version = version();
        Path directory = parent.resolve("postgres-" + version);
        if (!Files.exists(directory)) {
            Files.createDirectories(parent);
            Path unfinished = Files.createTempDirectory(parent, "unfinished");
            extract(archive(), unfinished);
            rename(unfinished, directory);
        }
        return new PostgresPrograms(directory, Integer.parseInt(version.substring(0, version.indexOf('.'))));
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static void rename(Path unfinished, Path directory) throws IOException {
        try {
            Files.move(unfinished, directory);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another test run was faster; what it unpacked is the same.
            Directories.delete(unfinished);
        }
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = resource("postgres.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system =
                os.contains("win") && !os.contains("darwin") ? "windows" : os.contains("mac") ? "darwin" : "linux";
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return "/postgres-" + system + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    private static InputStream resource(String name) {
        InputStream in = PostgresPrograms.class.getResourceAsStream(name);
        if (in == null) {
            throw new InfraException("there is no PostgreSQL for this machine (" + name.substring(1)
                    + "); use an external one with --postgres");
        }
        return in;
    }

    private static void extract(String archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource(archive), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
        if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive of PostgreSQL points outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("the programs of PostgreSQL can't be made executable: " + path);
        }
    }
}
