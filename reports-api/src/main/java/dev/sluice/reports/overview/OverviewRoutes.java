package dev.sluice.reports.overview;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.problem.Problems;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/status}: where rows are right now. To be asked every second or two. */
@RestController
@Scoped(Scope.READ)
final class OverviewRoutes {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    /** The answer is of use without the log, which may be away. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final List<String> tables;
    private final Watch<LedgerState> ledger;
    private final Watch<LogState> log;

    OverviewRoutes(List<String> tables, Watch<LedgerState> ledger, Watch<LogState> log) {
        this.tables = tables;
        this.ledger = ledger;
        this.log = log;
    }

    @GetMapping("/v1/status")
    ResponseEntity<Status> status() throws InterruptedException {
        List<LogState> seenOfLog = log.seen(A_MOMENT);
        List<LedgerState> seen = ledger.seen(FIRST_LOOK);
        if (seen.isEmpty() || ledger.failures() > 0) {
            throw Problems.DATABASE_UNAVAILABLE
                    .problem("The ledger can not be read at the moment.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception();
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Status.of(tables, seen, seenOfLog));
    }
}
