package dev.sluice.embedded;

import java.nio.file.Path;

/** A parent that can be killed: starts the backends of a directory and sleeps until it is ended. */
public final class ParentMain {
    private ParentMain() {}

    public static void main(String[] arguments) throws Exception {
        InfraSpec spec = InfraSpec.in(Path.of(arguments[0])).withPrograms(Path.of(arguments[1]));
        try (InfraProcess infra = InfraProcess.start(spec)) {
            Endpoints endpoints = infra.endpoints();
            System.out.println("ready " + endpoints.kafka().orElseThrow().pid() + " "
                    + endpoints.postgres().orElseThrow().pid());
            System.in.read();
        } catch (InfraException e) {
            System.out.println("failed " + e.getMessage());
        }
    }
}
