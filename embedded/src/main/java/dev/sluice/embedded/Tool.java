package dev.sluice.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Tool {

    record Result(int exitCode, String output) {
        String lastLine() {
            return output.lines().reduce((before, line) -> line).orElse("exit code " + exitCode);
        }
    }

    private Tool() {}

    static Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, "");
    }

    static Result run(List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        cleanEnvironment(builder.environment());
        Process process = builder.start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new InfraException(command.get(0) + " does not end");
        }
        return new Result(process.exitValue(), output);
    }

    /** PostgreSQL's programs obey PGDATA, PGPORT and others, and speak the caller's language. */
    static void cleanEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
    }
}
