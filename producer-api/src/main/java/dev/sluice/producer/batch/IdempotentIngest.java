package dev.sluice.producer.batch;

import dev.sluice.ledger.Receipt;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.Outcome;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.Claim;
import dev.sluice.producer.requests.IdempotencyKey;
import dev.sluice.producer.requests.RequestEnds;
import dev.sluice.producer.requests.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a request in once, however often it comes. The claim is in PostgreSQL, the truth in the log: a claim that somebody
 * left behind is taken over only after the log was asked whether the batch is there.
 */
final class IdempotentIngest {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentIngest.class);

    private static final TypeReference<Map<String, List<Long>>> IDS = new TypeReference<>() {};

    /** Well below the time after which the server gives a request up: then none may be on its way any more. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private final Ingest ingest;
    private final Requests requests;
    private final BatchLookup lookup;
    private final GeneratedIds ids;
    private final JsonMapper json;
    private final Executor work;
    private final RequestEnds ends;

    /** @param work may refuse what is too much */
    IdempotentIngest(
            Ingest ingest,
            Requests requests,
            BatchLookup lookup,
            GeneratedIds ids,
            JsonMapper json,
            Executor work,
            RequestEnds ends) {
        this.ingest = ingest;
        this.requests = requests;
        this.lookup = lookup;
        this.ids = ids;
        this.json = json;
        this.work = work;
        this.ends = ends;
    }

    public CompletableFuture<Receipt> batch(Rows rows, String keyId, IdempotencyKey key) {
        Ingest.check(rows);
        long begun = System.nanoTime();
        try {
            return CompletableFuture.supplyAsync(() -> begin(rows, keyId, key, begun), work)
                    .thenCompose(Supplier::get);
        } catch (RejectedExecutionException e) {
            throw Refusal.tooManyRequests();
        }
    }

    /** Everything that is asked before the batch is sent, on one thread: it is let in as a whole or not at all. */
    private Supplier<CompletableFuture<Receipt>> begin(Rows rows, String keyId, IdempotencyKey key, long begun) {
        Claim claim = claim(keyId, key);
        if (claim instanceof Claim.Mismatch) {
            throw Refusal.idempotencyMismatch();
        }
        if (claim instanceof Claim.InFlight) {
            throw Refusal.idempotencyInFlight();
        }
        if (claim instanceof Claim.Repeated repeated) {
            Receipt receipt = json.readValue(repeated.answer(), Receipt.class);
            return () -> CompletableFuture.completedFuture(receipt);
        }
        Claim.Ours ours = (Claim.Ours) claim;
        Batch batch = ingest.newBatch(ours.batchId(), given(ours, rows), keyId);
        if (isInTheLog(ours)) {
            return () -> settle(ours, batch, new Outcome.Logged());
        }
        return () -> ingest.send(batch, transactionalId -> inTime(begun) && attempt(ours, transactionalId))
                .thenCompose(outcome -> settle(ours, batch, outcome));
    }

    private static boolean inTime(long begun) {
        return System.nanoTime() - begun < TO_BEGIN.toNanos();
    }

    private Claim claim(String keyId, IdempotencyKey key) {
        String batchId = ingest.newBatchId();
        try {
            return requests.claim(keyId, key.name(), key.fingerprint(), batchId, lookup.before(batchId));
        } catch (BatchLookup.NotAnswered e) {
            throw Refusal.logUnavailable("Kafka did not answer");
        }
    }

    /** Rows get the same ids however often the request comes: they are written down before the first is used. */
    private Rows given(Claim.Ours ours, Rows rows) {
        if (ours.givenIds() != null) {
            return GeneratedIds.give(rows, json.readValue(ours.givenIds(), IDS));
        }
        try {
            Map<String, List<Long>> reserved = ids.reserve(rows);
            if (!reserved.isEmpty() && !requests.give(ours, json.writeValueAsString(reserved))) {
                throw Refusal.idempotencyInFlight();
            }
            return GeneratedIds.give(rows, reserved);
        } catch (DataAccessException e) {
            throw Refusal.databaseUnavailable();
        }
    }

    private boolean attempt(Claim.Ours ours, String transactionalId) {
        try {
            return requests.attempt(ours, transactionalId);
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("batch", ours.batchId())
                    .addKeyValue("cause", e.toString())
                    .log("request could not be sent");
            return false;
        }
    }

    private boolean isInTheLog(Claim.Ours ours) {
        try {
            return ours.before() != null && lookup.exists(ours.batchId(), ours.before());
        } catch (BatchLookup.NotAnswered e) {
            LOG.atWarn()
                    .addKeyValue("batch", ours.batchId())
                    .addKeyValue("cause", e.toString())
                    .log("log could not tell whether it has a batch");
            throw new CompletionException(Refusal.outcomeUnknown(ours.batchId()));
        }
    }

    /** The outcome is what the log says. What can't be written down now is found there by whoever takes the claim over. */
    private CompletableFuture<Receipt> settle(Claim.Ours ours, Batch batch, Outcome outcome) {
        Receipt receipt = batch.receipt();
        return ends.write(() -> writeDown(ours, receipt, outcome)).thenApply(done -> Ingest.receipt(batch, outcome));
    }

    private void writeDown(Claim.Ours ours, Receipt receipt, Outcome outcome) {
        if (outcome instanceof Outcome.Logged) {
            requests.accept(ours.batchId(), json.writeValueAsString(receipt));
        } else if (outcome instanceof Outcome.NotLogged) {
            requests.forget(ours);
        }
    }
}
