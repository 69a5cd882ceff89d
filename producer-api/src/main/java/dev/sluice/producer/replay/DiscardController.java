package dev.sluice.producer.replay;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.letters.FilterParameters;
import dev.sluice.letters.LetterId;
import dev.sluice.producer.body.BodyBytes;
import dev.sluice.producer.body.WholeBody;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Letters given up, with a reason. */
@RestController
@RequestMapping(path = "/v1/ingest/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Scoped(Scope.REPLAY)
final class DiscardController {
    private static final Logger LOG = LoggerFactory.getLogger(DiscardController.class);
    private static final Set<String> STATES = Set.of("open", "parked");
    private static final int LONGEST_REASON = 500;

    private final LetterTable letters;
    private final Discards discards;

    DiscardController(LetterTable letters, Discards discards) {
        this.letters = letters;
        this.discards = discards;
    }

    /**
     * @param letters how many matched
     * @param more whether some are left for another call
     */
    record Answer(boolean dryRun, long letters, long discarded, boolean more) {}

    @WholeBody
    @PostMapping("/{id}/discard")
    Map<String, Integer> one(@PathVariable String id, @BodyBytes byte[] body, Caller caller) {
        String reason = RequestJson.of(body, Set.of("reason")).text("reason", LONGEST_REASON);
        Letter letter = LetterId.parse(id).flatMap(letters::find).orElseThrow(() -> ReplayProblems.unknownLetter(id));
        int discarded =
                discards.discard(FilterParameters.filter(Map.of("ids", id, "state", "all")), reason, caller.keyId());
        if (discarded == 0) {
            throw letter.replaying() == null
                    ? ReplayProblems.settled(letter)
                    : ReplayProblems.inReplay(letter.replaying());
        }
        tell(discarded, caller);
        return Map.of("discarded", discarded);
    }

    @WholeBody
    @PostMapping("/discard")
    Answer many(@BodyBytes byte[] body, Caller caller) {
        RequestJson wish = RequestJson.of(body, Set.of("filter", "reason", "dryRun"));
        FilterRequest wanted = FilterRequest.of(wish, STATES);
        String reason = wish.text("reason", LONGEST_REASON);
        long matching = letters.count(wanted.filter()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (wish.flag("dryRun")) {
            return new Answer(true, matching, 0, false);
        }
        int discarded = discards.discard(wanted.filter(), reason, caller.keyId());
        tell(discarded, caller);
        return new Answer(false, matching, discarded, discarded >= Discards.MOST);
    }

    private static void tell(int discarded, Caller caller) {
        LOG.atInfo()
                .addKeyValue("count", discarded)
                .addKeyValue("by", caller.keyId())
                .log("dead letters discarded");
    }
}
