package dev.sluice.producer.batch;

import dev.sluice.access.Caller;
import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import dev.sluice.ledger.Wait;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Hands out the receipt for some rows: at once, or when they are settled where the client would rather wait. */
public final class ReceiptDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);
    private static final int FIRST_REJECTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ingest ingest;
    private final IdempotentIngest idempotent;
    private final Settlement settlement;
    private final Receipts receipts;
    private final Quotas quotas;
    private final Executor work;

    ReceiptDesk(
            Ingest ingest,
            IdempotentIngest idempotent,
            Settlement settlement,
            Receipts receipts,
            Quotas quotas,
            Executor work) {
        this.ingest = ingest;
        this.idempotent = idempotent;
        this.settlement = settlement;
        this.receipts = receipts;
        this.quotas = quotas;
        this.work = work;
    }

    public CompletableFuture<ResponseEntity<Object>> take(
            Rows rows, byte[] body, Caller caller, HttpServletRequest request) {
        Duration pause = quotas.take(caller.keyId(), rows.count(), body.length);
        if (!pause.isZero()) {
            throw Refusal.overQuota(caller.keyId(), pause);
        }
        Optional<Wait> wait = Wait.of(Collections.list(request.getHeaders("Prefer")));
        CompletableFuture<Receipt> accepted = IdempotencyKey.of(request, body)
                .map(key -> idempotent.batch(rows, caller.keyId(), key))
                .orElseGet(() -> ingest.batch(rows, caller.keyId()));
        return answer(accepted, wait);
    }

    /**
     * What is accepted, at once or when it is settled. The time that the client would wait begins here and now, so that no
     * answer comes later than it may, however long it took until the rows were in the log.
     */
    public CompletableFuture<ResponseEntity<Object>> answer(CompletableFuture<Receipt> accepted, Optional<Wait> wait) {
        if (wait.isEmpty()) {
            return accepted.thenApply(
                    receipt -> answer(HttpStatus.ACCEPTED, receipt).body(receipt));
        }
        long end = System.nanoTime() + wait.get().time().toNanos();
        return accepted.thenCompose(receipt -> settlement.await(receipt, until(end)))
                .thenCompose(this::withRejects)
                .thenApply(receipt -> waited(receipt, wait.get()));
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static ResponseEntity<Object> waited(Receipt receipt, Wait wait) {
        boolean settled = receipt.state() == Receipt.State.SETTLED;
        return answer(settled ? HttpStatus.OK : HttpStatus.ACCEPTED, receipt)
                .header("Preference-Applied", wait.applied())
                .body(receipt);
    }

    /** A settled receipt shows its first rejects where they can be had soon; the rows are in the log all the same. */
    private CompletableFuture<Receipt> withRejects(Receipt receipt) {
        if (receipt.state() != Receipt.State.SETTLED) {
            return CompletableFuture.completedFuture(receipt);
        }
        if (receipt.dead() == 0) {
            return CompletableFuture.completedFuture(receipt.with(List.of()));
        }
        try {
            return CompletableFuture.supplyAsync(() -> rejects(receipt), work)
                    .completeOnTimeout(receipt, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(receipt);
        }
    }

    private Receipt rejects(Receipt receipt) {
        try {
            return receipt.with(receipts.firstRejects(receipt.batchId(), FIRST_REJECTS));
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("batch", receipt.batchId())
                    .addKeyValue("cause", e.toString())
                    .log("receipt goes out without its rejects");
            return receipt;
        }
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, Receipt receipt) {
        return ResponseEntity.status(status).location(URI.create("/v1/batches/" + receipt.batchId()));
    }
}
