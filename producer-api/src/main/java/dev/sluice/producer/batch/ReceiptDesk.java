package dev.sluice.producer.batch;

import dev.sluice.access.Caller;
import dev.sluice.ledger.Receipt;
import dev.sluice.ledger.Receipts;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Hands out the receipt for some rows: at once, or when they are settled where the client would rather wait. */
public final class ReceiptDesk {
    private static final int FIRST_REJECTS = 10;

    private final Ingest ingest;
    private final IdempotentIngest idempotent;
    private final Settlement settlement;
    private final Receipts receipts;
    private final Quotas quotas;

    public ReceiptDesk(
            Ingest ingest, IdempotentIngest idempotent, Settlement settlement, Receipts receipts, Quotas quotas) {
        this.ingest = ingest;
        this.idempotent = idempotent;
        this.settlement = settlement;
        this.receipts = receipts;
        this.quotas = quotas;
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

    /** What is accepted, at once or when it is settled. */
    public CompletableFuture<ResponseEntity<Object>> answer(CompletableFuture<Receipt> accepted, Optional<Wait> wait) {
        if (wait.isEmpty()) {
            return accepted.thenApply(
                    receipt -> answer(HttpStatus.ACCEPTED, receipt).body(receipt));
        }
        return accepted.thenCompose(
                        receipt -> settlement.await(receipt, wait.get().time()))
                .thenApply(receipt -> waited(receipt, wait.get()));
    }

    private ResponseEntity<Object> waited(Receipt receipt, Wait wait) {
        boolean settled = receipt.state() == Receipt.State.SETTLED;
        return answer(settled ? HttpStatus.OK : HttpStatus.ACCEPTED, receipt)
                .header("Preference-Applied", wait.applied())
                .body(settled ? receipt.with(receipts.firstRejects(receipt.batchId(), FIRST_REJECTS)) : receipt);
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, Receipt receipt) {
        return ResponseEntity.status(status).location(URI.create("/v1/batches/" + receipt.batchId()));
    }
}
