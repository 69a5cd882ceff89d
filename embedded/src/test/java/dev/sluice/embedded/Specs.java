package dev.sluice.embedded;

import java.nio.file.Path;

/** What the tests start. */
final class Specs {
    /** Unpacked once for all tests. */
    static final Path PROGRAMS = Path.of("target", "programs").toAbsolutePath();

    private Specs() {}

    static InfraSpec in(Path data) {
        return InfraSpec.in(data).withPrograms(PROGRAMS);
    }
}
