package dev.sluice.reports.batches;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.events.Followers;
import dev.sluice.ledger.Receipt;
import dev.sluice.reports.page.Links;
import dev.sluice.reports.page.Parameter;
import dev.sluice.reports.page.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /v1/batches/**}: receipts at any time after they were given. */
@RestController
@RequestMapping("/v1/batches")
@Scoped(Scope.READ)
final class BatchRoutes {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final BatchList batches;
    private final BatchRows rows;
    private final Followers followers;

    BatchRoutes(BatchList batches, BatchRows rows, Followers followers) {
        this.batches = batches;
        this.rows = rows;
        this.followers = followers;
    }

    /** @param links {@code next} where there may be more */
    record Page(List<BatchList.Entry> batches, Map<String, String> links) {}

    /**
     * @param others what became of the rows that are not listed on any page
     */
    record Rows(String batchId, String others, List<BatchRows.Outcome> rows, Map<String, String> links) {}

    @GetMapping
    Page list(@RequestParam Map<String, String> parameters) {
        int limit = Parameter.number("limit", parameters.get("limit"), USUAL_PAGE, 1, LARGEST_PAGE);
        List<BatchList.Entry> page = batches.page(Optional.ofNullable(parameters.get("after")), limit);
        Map<String, String> links = page.size() < limit
                ? Map.of()
                : Map.of(
                        "next",
                        Links.with(
                                "/v1/batches",
                                parameters,
                                "after",
                                page.get(limit - 1).receipt().batchId()));
        return new Page(page, links);
    }

    @GetMapping("/{batch}")
    Receipt one(@PathVariable String batch) {
        return receipt(batch);
    }

    @GetMapping(path = "/{batch}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String batch) {
        receipt(batch);
        return followers.follow("receipt", () -> batches.receipt(batch), now -> now.state() == Receipt.State.SETTLED);
    }

    @GetMapping("/{batch}/rows")
    Rows rows(@PathVariable String batch, @RequestParam Map<String, String> parameters) {
        Receipt receipt = receipt(batch);
        int limit = Parameter.number("limit", parameters.get("limit"), LARGEST_PAGE, 1, LARGEST_PAGE);
        int after = Parameter.number("after", parameters.get("after"), 0, 0, Integer.MAX_VALUE);
        List<BatchRows.Outcome> page = rows.page(batch, after, limit);
        @Nullable Long last = page.isEmpty() ? null : page.get(page.size() - 1).row();
        Map<String, String> links = page.size() < limit || last == null
                ? Map.of()
                : Map.of(
                        "next",
                        Links.with(
                                "/v1/batches/" + Links.segment(batch) + "/rows",
                                parameters,
                                "after",
                                Long.toString(last)));
        String others = receipt.state() == Receipt.State.SETTLED ? "stored" : "stored or still on their way";
        return new Rows(batch, others, page, links);
    }

    private Receipt receipt(String batch) {
        return batches.receipt(batch).orElseThrow(() -> Refusal.unknownBatch(batch));
    }
}
