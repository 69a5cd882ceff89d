package dev.sluice.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are. */
final class Checkout {

    private Checkout() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(here.resolve("sluice")) || !Files.exists(here.resolve("docker-compose.yml"))) {
            Path parent = here.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "not inside a checkout of Sluice: " + Path.of("").toAbsolutePath());
            }
            here = parent;
        }
        return here;
    }
}
