package dev.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link ParentMain} in a process of its own. */
final class ForkedParent implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ForkedParent(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ForkedParent start(List<String> prefix, String classPath, Path data, Path programs) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(ParentMain.class.getName(), data.toString(), programs.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().put("CLASSPATH", classPath);
        return new ForkedParent(builder.start());
    }

    static ForkedParent start(Path data, Path programs) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), data, programs);
    }

    /** "ready", the child's and the postmaster's process ids; or "failed" and why. */
    String firstLine() throws IOException {
        return String.valueOf(output.readLine());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
