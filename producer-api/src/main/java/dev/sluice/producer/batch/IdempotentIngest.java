package dev.sluice.producer.batch;

import dev.sluice.ledger.Receipt;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.Outcome;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.Claim;
import dev.sluice.producer.requests.IdempotencyKey;
import dev.sluice.producer.requests.Requests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

    private final Ingest ingest;
    private final Requests requests;
    private final BatchLookup lookup;
    private final GeneratedIds ids;
    private final JsonMapper json;
    private final Executor executor;

    public IdempotentIngest(
            Ingest ingest,
            Requests requests,
            BatchLookup lookup,
            GeneratedIds ids,
            JsonMapper json,
            Executor executor) {
        this.ingest = ingest;
        this.requests = requests;
        this.lookup = lookup;
        this.ids = ids;
        this.json = json;
        this.executor = executor;
    }

    public CompletableFuture<Receipt> batch(Rows rows, String keyId, IdempotencyKey key) {
        return CompletableFuture.supplyAsync(() -> claim(rows, keyId, key), executor)
                .thenCompose(claim -> proceed(claim, rows, keyId));
    }

    private Claim claim(Rows rows, String keyId, IdempotencyKey key) {
        Ingest.check(rows);
        String batchId = ingest.newBatchId();
        try {
            return requests.claim(keyId, key.name(), key.fingerprint(), batchId, lookup.before(batchId));
        } catch (BatchLookup.NotAnswered e) {
            throw Refusal.logUnavailable("Kafka did not answer");
        }
    }

    private CompletableFuture<Receipt> proceed(Claim claim, Rows rows, String keyId) {
        if (claim instanceof Claim.Mismatch) {
            throw Refusal.idempotencyMismatch();
        }
        if (claim instanceof Claim.InFlight) {
            throw Refusal.idempotencyInFlight();
        }
        if (claim instanceof Claim.Repeated repeated) {
            return CompletableFuture.completedFuture(json.readValue(repeated.answer(), Receipt.class));
        }
        Claim.Ours ours = (Claim.Ours) claim;
        return CompletableFuture.supplyAsync(() -> given(ours, rows), executor).thenCompose(complete -> {
            Batch batch = ingest.newBatch(ours.batchId(), complete, keyId);
            return CompletableFuture.supplyAsync(() -> isInTheLog(ours), executor)
                    .thenCompose(there -> there
                            ? CompletableFuture.completedFuture(new Outcome.Logged())
                            : ingest.send(batch, transactionalId -> attempt(ours, transactionalId)))
                    .thenApplyAsync(outcome -> settle(ours, batch, outcome), executor);
        });
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

    /** What can't be written down now is found in the log by whoever takes the claim over. */
    private Receipt settle(Claim.Ours ours, Batch batch, Outcome outcome) {
        try {
            if (outcome instanceof Outcome.Logged) {
                requests.accept(batch.id(), json.writeValueAsString(batch.receipt()));
            } else if (outcome instanceof Outcome.NotLogged) {
                requests.forget(ours);
            }
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("batch", batch.id())
                    .addKeyValue("cause", e.toString())
                    .log("outcome of a request could not be written down");
        }
        return Ingest.receipt(batch, outcome);
    }
}
