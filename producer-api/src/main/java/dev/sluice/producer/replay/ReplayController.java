package dev.sluice.producer.replay;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.ledger.BatchIds;
import dev.sluice.letters.LetterId;
import dev.sluice.producer.body.BodyBytes;
import dev.sluice.producer.body.WholeBody;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Letters sent in again: one, as it was or mended, or all that match a filter. */
@RestController
@RequestMapping(path = "/v1/ingest/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Scoped(Scope.REPLAY)
final class ReplayController {
    private static final Set<String> STATES = Set.of("open", "parked", "discarded");
    private static final int USUAL_RATE = 2000;
    private static final int HIGHEST_RATE = 20_000;
    private static final int LISTED = 50;

    private final LetterTable letters;
    private final SingleReplay single;
    private final DryRun dryRun;
    private final ReplayTable replays;
    private final ReplayLog log;
    private final ReplayRunner runner;
    private final BatchIds ids;

    ReplayController(
            LetterTable letters,
            SingleReplay single,
            DryRun dryRun,
            ReplayTable replays,
            ReplayLog log,
            ReplayRunner runner,
            BatchIds ids) {
        this.letters = letters;
        this.single = single;
        this.dryRun = dryRun;
        this.replays = replays;
        this.log = log;
        this.runner = runner;
        this.ids = ids;
    }

    record Listed(List<ReplayAnswer> replays) {}

    @WholeBody
    @PostMapping("/{id}/replay")
    CompletableFuture<ResponseEntity<Object>> one(
            @PathVariable String id, @BodyBytes byte[] body, Caller caller, HttpServletRequest request) {
        RequestJson wish = RequestJson.of(body, Set.of("row", "overwrite", "force"));
        Letter letter = LetterId.parse(id).flatMap(letters::find).orElseThrow(() -> ReplayProblems.unknownLetter(id));
        return single.send(
                letter, wish.bytes("row"), wish.flag("overwrite"), wish.flag("force"), body, caller, request);
    }

    @WholeBody
    @PostMapping("/replay")
    ResponseEntity<Object> many(@BodyBytes byte[] body, Caller caller) {
        RequestJson wish = RequestJson.of(body, Set.of("filter", "dryRun", "overwrite", "force", "rate"));
        FilterRequest wanted = FilterRequest.of(wish, STATES);
        Replay.Options options = new Replay.Options(
                wish.flag("overwrite"), wish.flag("force"), wish.number("rate", USUAL_RATE, 1, HIGHEST_RATE));
        if (wish.flag("dryRun")) {
            return ResponseEntity.ok(dryRun.of(wanted.filter(), options));
        }
        Map<String, Long> tables = letters.count(wanted.filter());
        if (tables.isEmpty()) {
            return ResponseEntity.ok(ReplayAnswer.ofNothing(wanted.parameters(), options, caller.keyId()));
        }
        Replay replay = begin(wanted, options, tables, caller);
        runner.look();
        return ResponseEntity.accepted()
                .location(URI.create(ReplayAnswer.path(replay.batchId())))
                .body(ReplayAnswer.of(replay));
    }

    private Replay begin(FilterRequest wanted, Replay.Options options, Map<String, Long> tables, Caller caller) {
        String batchId = ids.next();
        long matching = tables.values().stream().mapToLong(Long::longValue).sum();
        try {
            return replays.begin(batchId, caller.keyId(), wanted.parameters(), options, matching, log.before(batchId));
        } catch (BatchLookup.NotAnswered e) {
            throw Refusal.logUnavailable("Kafka did not answer");
        }
    }

    @GetMapping("/replays")
    Listed list() {
        return new Listed(replays.newest(LISTED).stream().map(ReplayAnswer::of).toList());
    }

    @GetMapping("/replays/{batch}")
    ReplayAnswer progress(@PathVariable String batch) {
        return replays.find(batch).map(ReplayAnswer::of).orElseThrow(() -> ReplayProblems.unknownReplay(batch));
    }

    @PostMapping("/replays/{batch}/cancel")
    ResponseEntity<ReplayAnswer> cancel(@PathVariable String batch) {
        ReplayAnswer before = progress(batch);
        replays.cancel(batch);
        runner.look();
        ReplayAnswer now = progress(batch);
        return before.endedAt() == null ? ResponseEntity.accepted().body(now) : ResponseEntity.ok(now);
    }
}
