package dev.sluice.backup.restore;

import dev.sluice.backup.files.Finding;
import dev.sluice.backup.restore.Restore.State;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a restore ended. */
record End(
        State state,
        @Nullable String problem,
        List<Finding> findings,
        @Nullable String refusal,
        @Nullable Map<String, Outcome> outcome) {

    static End done(Map<String, Outcome> outcome) {
        return new End(State.DONE, null, List.of(), null, outcome);
    }

    static End planned() {
        return new End(State.PLANNED, null, List.of(), null, null);
    }

    static End cancelled() {
        return new End(State.CANCELLED, null, List.of(), null, null);
    }

    /** @param refusal slug of the problem */
    static End refused(String refusal, String problem) {
        return new End(State.REFUSED, problem, List.of(), refusal, null);
    }

    static End damaged(List<Finding> findings) {
        return new End(State.FAILED, "The backup is damaged.", findings, "damaged-backup", null);
    }

    static End failed(String problem) {
        return new End(State.FAILED, problem, List.of(), null, null);
    }
}
