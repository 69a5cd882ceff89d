package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another JVM is started on this JVM's own classes, from an ordinary class path or from within an executable jar. */
final class ChildCommand {
    /** Spring Boot's launcher that takes the main class as a property. Every executable jar holds it. */
    private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ChildCommand() {}

    static ProcessBuilder of(InfraSpec spec) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + spec.heap());
        // The optimising compiler costs a broker 9 s of CPU in its first two million rows, which the pipeline would
        // rather
        // have, and then saves 0.3 s in each million more (batches of 1000, G1; measured with little between
        // collectors).
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        // The parent starts it again; half a broker would be worse.
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dlogback.configurationFile=dev/sluice/embedded/infra-logback.xml");
        if (isInsideJar()) {
            command.add("-Dloader.main=" + InfraMain.class.getName());
            command.add(JAR_LAUNCHER);
        } else {
            command.add(InfraMain.class.getName());
        }
        command.addAll(spec.toArguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not as an argument: a class path can be longer than a command line may be on some systems.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }

    private static boolean isInsideJar() {
        return InfraMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()
                .startsWith("jar:nested:");
    }
}
