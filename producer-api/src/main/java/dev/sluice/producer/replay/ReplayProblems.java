package dev.sluice.producer.replay;

import dev.sluice.problem.ProblemException;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;
import dev.sluice.row.Violation;
import java.util.List;
import java.util.Map;

/** Why a letter is not sent again or given up. */
final class ReplayProblems {
    private static final ProblemKind STILL_BROKEN = new ProblemKind(
            "still-broken",
            422,
            "The row would be set aside again",
            false,
            "The row was judged before it was sent, by the rules and the references that it would meet. Nothing was sent, and"
                    + " no attempt was counted. Mend it, add what it refers to, or say force to send it all the same.");

    private static final ProblemKind WRITTEN_SINCE = new ProblemKind(
            "written-since",
            409,
            "The table has a row of this key by now",
            false,
            "The row was written by somebody else since it was set aside, or was there before. Nothing was sent. Say"
                    + " overwrite to replace it.");

    private static final ProblemKind ALREADY_SETTLED = new ProblemKind(
            "already-settled",
            409,
            "The dead letter is settled",
            false,
            "Its row is stored, it was discarded, or another attempt of its row was set aside, which the answer names then."
                    + " Nothing was changed.");

    private static final ProblemKind IN_REPLAY = new ProblemKind(
            "in-replay",
            409,
            "The dead letter is on its way again",
            true,
            "A replay has sent its row, which has no outcome yet. The link of the batch tells.");

    private static final ProblemKind UNKNOWN_REPLAY = new ProblemKind(
            "unknown-replay", 404, "There is no such replay", false, "No replay of several letters has this id.");

    private ReplayProblems() {}

    static ProblemKinds kinds() {
        return ProblemKinds.of(STILL_BROKEN, WRITTEN_SINCE, ALREADY_SETTLED, IN_REPLAY, UNKNOWN_REPLAY);
    }

    static ProblemException unknownLetter(String id) {
        return Problems.UNKNOWN_LETTER.because("There is no dead letter " + id + ".");
    }

    static ProblemException stillBroken(List<Violation> violations) {
        return STILL_BROKEN
                .problem("Reasons: " + violations.size() + ".")
                .with("violations", violations)
                .exception();
    }

    static ProblemException writtenSince(String table, String key) {
        return WRITTEN_SINCE
                .problem("The table " + table + " has a row " + key + ".")
                .with("key", key)
                .exception();
    }

    static ProblemException settled(Letter letter) {
        return letter.nextLetter() == null
                ? ALREADY_SETTLED
                        .problem("It is " + letter.state() + ".")
                        .with("state", letter.state())
                        .exception()
                : ALREADY_SETTLED
                        .problem("It is " + letter.state() + "; the row's next letter is " + letter.nextLetter() + ".")
                        .with("state", letter.state())
                        .with("nextLetter", letter.nextLetter())
                        .exception();
    }

    static ProblemException inReplay(String batchId) {
        return IN_REPLAY
                .problem("It is on its way with " + batchId + ".")
                .with("batchId", batchId)
                .with("links", Map.of("batch", "/v1/batches/" + batchId))
                .exception();
    }

    static ProblemException unknownReplay(String id) {
        return UNKNOWN_REPLAY.because("There is no replay " + id + ".");
    }

    static ProblemException badMember(String name, String expected) {
        return Problems.INVALID_REQUEST
                .problem("The member " + name + " must be " + expected + ".")
                .with("parameter", name)
                .exception();
    }
}
