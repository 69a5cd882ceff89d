package dev.sluice.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One {@code ./sluice up} in a process of its own, ended with the test whatever happens. */
final class RunningSluice implements AutoCloseable {

    static final String ADMIN_KEY = "slc_e2e_not-a-secret-of-anybody";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Api api;
    private final Process process;
    private final Path output;
    private final List<ProcessHandle> family = new ArrayList<>();

    private RunningSluice(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.api = new Api("http://localhost:" + port, ADMIN_KEY);
        Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
    }

    /** Starts and waits until it is ready. */
    static RunningSluice start(Path data, String... more) {
        return ready(launch(data, freePort(), more));
    }

    /** The same with more in its environment. */
    static RunningSluice start(Path data, Map<String, String> environment) {
        return ready(launch(data, freePort(), environment));
    }

    private static RunningSluice ready(RunningSluice sluice) {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(sluice::readyOrGone);
        if (!sluice.process.isAlive()) {
            throw new AssertionError("it ended with " + sluice.process.exitValue() + ":\n" + sluice.output());
        }
        sluice.rememberFamily();
        return sluice;
    }

    /** Starts without waiting for anything. */
    static RunningSluice launch(Path data, int port, String... more) {
        return launch(data, port, Map.of(), more);
    }

    private static RunningSluice launch(Path data, int port, Map<String, String> environment, String... more) {
        try {
            Path output = Files.createTempFile("sluice-e2e", ".log");
            output.toFile().deleteOnExit();
            List<String> command = new ArrayList<>(List.of(
                    Checkout.root().resolve("sluice").toString(),
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    Integer.toString(port)));
            command.addAll(List.of(more));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            // As it lives short, its code is not worth optimizing.
            builder.environment().put("SLUICE_JAVA_OPTS", "-Xmx768m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            builder.environment().putAll(environment);
            builder.environment().put("SLUICE_ADMIN_KEY", ADMIN_KEY);
            return new RunningSluice(builder.start(), output, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean readyOrGone() {
        return !process.isAlive() || api.ready();
    }

    Api api() {
        return api;
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end and answers with the exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The process itself and everything below it. */
    List<ProcessHandle> family() {
        rememberFamily();
        return family.stream().filter(ProcessHandle::isAlive).toList();
    }

    ProcessHandle brokerChild() {
        return family().stream()
                .filter(handle -> handle.info().commandLine().orElse("").contains("dev.sluice.embedded"))
                .findFirst()
                .orElseThrow();
    }

    ProcessHandle postmaster() {
        return brokerChild()
                .descendants()
                .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
                .filter(handle -> handle.parent()
                        .flatMap(parent -> parent.info().command())
                        .map(command -> !command.endsWith("/postgres"))
                        .orElse(true))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code kill -9} would: no hook of its own runs. */
    void killParent() {
        rememberFamily();
        process.toHandle().destroyForcibly();
    }

    void awaitNobodyLeft(Duration longest) {
        await().atMost(longest)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void rememberFamily() {
        Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .filter(handle -> !family.contains(handle))
                .forEach(family::add);
    }

    private void killAll() {
        rememberFamily();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops as SIGTERM does. */
    @Override
    public void close() {
        rememberFamily();
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                killAll();
                throw new AssertionError("it did not stop within " + STOP + ":\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killAll();
        }
    }
}
