package dev.sluice.topics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param dir where further contracts lie beside those in the jar; none when absent
 */
@ConfigurationProperties("sluice.contracts")
record ContractSettings(@Nullable Path dir) {

    ContractSettings {
        if (dir != null && !Files.isDirectory(dir)) {
            throw new IllegalArgumentException("sluice.contracts.dir must be a directory but is " + dir);
        }
    }

    Optional<Path> directory() {
        return Optional.ofNullable(dir);
    }
}
