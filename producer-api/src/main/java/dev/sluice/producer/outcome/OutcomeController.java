package dev.sluice.producer.outcome;

import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.ledger.Receipt;
import dev.sluice.producer.refusal.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where who was told {@code outcome-unknown} asks. */
@RestController
@Scoped(Scope.INGEST)
final class OutcomeController {
    private final Outcomes outcomes;
    private final Executor work;

    OutcomeController(Outcomes outcomes, Executor work) {
        this.outcomes = outcomes;
        this.work = work;
    }

    @GetMapping(path = "/v1/ingest/batches/{batch}", produces = MediaType.APPLICATION_JSON_VALUE)
    CompletableFuture<Receipt> outcome(@PathVariable String batch) {
        try {
            return CompletableFuture.supplyAsync(() -> outcomes.of(batch), work);
        } catch (RejectedExecutionException e) {
            throw Refusal.outcomeUnknown(batch);
        }
    }
}
