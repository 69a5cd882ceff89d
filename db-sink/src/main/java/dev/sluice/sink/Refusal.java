package dev.sluice.sink;

import dev.sluice.row.Violation;
import java.util.List;

/** A write that was not stored, and why. It becomes a dead letter, and the log is told what the table still holds. */
record Refusal(Write write, List<Violation> violations) {
    static Refusal of(Write write, String rule, String message) {
        return new Refusal(write, List.of(new Violation(rule, null, message)));
    }
}
