package dev.sluice.backup.runs;

import dev.sluice.ledger.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=10}: how long a client would rather wait for the end than ask for it later. */
public final class Patience {
    private Patience() {}

    /** In milliseconds. */
    public static long of(@Nullable String preference, long otherwise) {
        return Wait.of(preference == null ? List.of() : List.of(preference))
                .map(wait -> wait.time().toMillis())
                .orElse(otherwise);
    }
}
