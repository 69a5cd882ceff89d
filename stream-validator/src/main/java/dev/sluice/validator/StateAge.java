package dev.sluice.validator;

import java.time.Duration;

/**
 * How long an instance may be away and still use the state on its disk. It must be back before the change topics forget
 * what was deleted meanwhile, else rows that left the waiting room long ago would sit in it again.
 */
final class StateAge {
    static final Duration DELETES_KEPT = Duration.ofHours(24);
    static final Duration STATE_KEPT = Duration.ofHours(12);

    private StateAge() {}
}
