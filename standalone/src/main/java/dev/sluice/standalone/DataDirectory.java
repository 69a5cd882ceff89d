package dev.sluice.standalone;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that lasts between two starts. */
final class DataDirectory {

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
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
        return new DataDirectory(path);
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("logs").resolve("sluice.log");
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
