package dev.sluice.validator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the schema registry could be asked when it was last needed. Health reads it. */
final class Outage {
    private volatile @Nullable String cause;

    void begins(String why) {
        cause = why;
    }

    void ends() {
        cause = null;
    }

    Optional<String> cause() {
        return Optional.ofNullable(cause);
    }
}
