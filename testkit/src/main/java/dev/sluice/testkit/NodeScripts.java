package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A script for Node beside its {@code package.json}, in the folder {@code javascript} next to a test: clients in JavaScript
 * are what many a user has. Where npm or its registry can't be had, {@link #missing()} says so, and the test is skipped:
 * nobody should need Node to build this. {@code SLUICE_JAVASCRIPT=required} makes it fail instead.
 */
public final class NodeScripts {
    private static final Duration INSTALL = Duration.ofMinutes(2);
    private static final Duration RUN = Duration.ofMinutes(1);

    private final Path directory;
    private final String script;
    private final String missing;

    private NodeScripts(Path directory, String script, String missing) {
        this.directory = directory;
        this.script = script;
        this.missing = missing;
    }

    /** Installs what the script needs, unless that was done before. */
    public static NodeScripts of(Class<?> test, String script) {
        Path directory = Path.of("target", "javascript", test.getSimpleName()).toAbsolutePath();
        try {
            Files.createDirectories(directory);
            copy(test, script, directory);
            String wanted = copy(test, "package.json", directory);
            String missing = install(directory, wanted);
            if (!missing.isEmpty() && "required".equals(System.getenv("SLUICE_JAVASCRIPT"))) {
                throw new IllegalStateException(missing);
            }
            return new NodeScripts(directory, script, missing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why there is nothing to test with; empty when there is. */
    public String missing() {
        return missing;
    }

    /** What the script prints. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return run(directory, RUN, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String install(Path directory, String wanted) throws IOException {
        Path installed = directory.resolve("installed.json");
        if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
            return "";
        }
        try {
            run(
                    directory,
                    INSTALL,
                    List.of(
                            "npm",
                            "install",
                            "--prefer-offline",
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            "--fetch-retries=0",
                            "--fetch-timeout=20000"));
        } catch (IOException e) {
            return "npm can't install what the script needs: " + e.getMessage();
        }
        Files.writeString(installed, wanted);
        return "";
    }

    private static String copy(Class<?> test, String name, Path directory) throws IOException {
        try (InputStream resource = test.getResourceAsStream("javascript/" + name)) {
            String text = new String(Objects.requireNonNull(resource, name).readAllBytes(), UTF_8);
            Files.writeString(directory.resolve(name), text);
            return text;
        }
    }

    private static String run(Path directory, Duration patience, List<String> command) throws IOException {
        Path out = directory.resolve(command.get(0) + ".out");
        Path err = directory.resolve(command.get(0) + ".err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " took longer than " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + " was not waited for", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " failed: " + Files.readString(err, UTF_8));
        }
        return Files.readString(out, UTF_8);
    }
}
